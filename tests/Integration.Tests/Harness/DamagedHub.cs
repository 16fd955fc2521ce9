using SharingHub.Launcher.Hosting;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A system of its own whose database tests damage; its log says which body it was.</summary>
public sealed class DamagedHub : TheHub
{
    protected override string? ExpectedError => "is not what was stored";

    protected override HostOptions Configure(HostOptions usual) =>
        base.Configure(usual) with { Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(16))] };

    /// <summary>What is committed is in the tree, which would not go past a body that does not open.</summary>
    internal Task CoveredAsync() => Eventually.IsTrueAsync(
        async () => await CountAsync("select (select count(*) from history.mt_events) - size from ledger.tree where one = $1", true) == 0,
        "the tree covers what is committed");

    internal async Task ExecuteAsync(string sql, params object[] arguments)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var argument in arguments)
            command.Parameters.AddWithValue(argument);
        await command.ExecuteNonQueryAsync();
    }
}
