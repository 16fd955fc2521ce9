using SharingHub.Launcher.Hosting;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A system of its own whose database tests damage; its log says which body it was.</summary>
public sealed class DamagedHub : TheHub
{
    protected override string? ExpectedError => "is not what was stored";

    protected override HostOptions Configure(HostOptions usual) =>
        base.Configure(usual) with { Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(16))] };

    internal async Task ExecuteAsync(string sql, params object[] arguments)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var argument in arguments)
            command.Parameters.AddWithValue(argument);
        await command.ExecuteNonQueryAsync();
    }
}
