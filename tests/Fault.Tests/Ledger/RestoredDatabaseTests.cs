using Npgsql;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Fault.Tests.Ledger;

public sealed class RestoredDatabaseTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_on_an_old_backup_has_nothing_signed_says_what_to_do_and_goes_on_when_the_right_database_is_back()
    {
        var tree = new TreeChecks(operation);
        await using var retailer = operation.Connect("amazonia");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 300, "before"));
        await tree.CoveredAsync();
        await SwapAsync("create database hub_backup template hub");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 200, "lost"));
        await tree.CoveredAsync();
        var signed = await LatestAsync();

        await SwapAsync("alter database hub rename to hub_right", "alter database hub_backup rename to hub");
        var restored = await LatestAsync();
        restored.ShouldBeLessThan(signed);
        await operation.ShouldBeDegradedAsync($"The signer has signed {signed} entries; this database holds {restored}. It was restored from an older backup");
        await operation.ShouldBeDegradedAsync("Stop the hubs, and bring back the database");

        // Written to, it is still behind at first, and another history in the end.
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 20, "since-1"));
        await operation.ShouldBeDegradedAsync("It was restored from an older backup, or is not this log's. Nothing is signed.");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 400, "since-2"));
        await operation.ShouldBeDegradedAsync($"The first {signed} entries of this database are not those that the signer has signed.");
        (await LatestAsync()).ShouldBe(restored, "nothing was signed");
        (await File.ReadAllTextAsync(operation.Hub.LogFile, Stop)).ShouldContain("Publishing is halted. The signer has signed");

        await SwapAsync("drop database hub", "alter database hub_right rename to hub");
        var pushed = await retailer.PushAsync("amazonia", Feed.Of("amazonia", 100, "after"));
        await tree.ShouldBeWholeAsync(pushed);
        await operation.ShouldBeHealthyAsync();
    }

    [Theory]
    [InlineData("checkpoint", "root", "size = (select max(size) from ledger.checkpoint)", "does not continue its own signed checkpoint of size")]
    [InlineData("edge", "bytes", "level = 0", "The partial tiles of size")]
    [InlineData("edge", "bytes", "level = -1", "is not what the leaf says")]
    [InlineData("tree", "root", "true", "The partial tiles of size")]
    public async Task What_was_changed_in_the_database_is_not_built_upon_and_the_hub_says_so(string table, string column, string where, string sentence)
    {
        var tree = new TreeChecks(operation);
        await using var retailer = operation.Connect("bazaarly");
        await retailer.PushAsync("bazaarly", Feed.Of("bazaarly", 30, $"whole-{table}{where.Length}"));
        await tree.CoveredAsync();
        var signed = await LatestAsync();
        // The last bit of the bytes; of a bundle that is its last entry's.
        var flip = $"""
            alter table ledger.{table} disable trigger user;
            update ledger.{table} set {column} = set_bit({column}, 8 * length({column}) - 9, 1 - get_bit({column}, 8 * length({column}) - 9)) where {where};
            alter table ledger.{table} enable trigger user;
            """;

        await operation.ExecuteAsync(flip);
        await retailer.PushAsync("bazaarly", Feed.Of("bazaarly", 10, $"on-{table}{where.Length}"));
        await operation.ShouldBeDegradedAsync(sentence);
        (await LatestAsync()).ShouldBe(signed);

        await operation.ExecuteAsync(flip);
        await tree.CoveredAsync();
        await operation.ShouldBeHealthyAsync();
    }

    private Task<long> LatestAsync() => operation.History.AskAsync<long>("select max(size) from ledger.checkpoint");

    /// <summary>Stops the hub, does this to its database, and starts it again.</summary>
    private async Task SwapAsync(params string[] statements)
    {
        await SharingHubHost.StopAsync(operation.Hub);
        await using (var server = new NpgsqlConnection(operation.Host.Cluster!.ConnectionString("postgres") + ";Pooling=false"))
        {
            await server.OpenAsync(Stop);
            foreach (var statement in statements)
            {
                await using var command = new NpgsqlCommand(statement, server);
                await command.ExecuteNonQueryAsync(Stop);
            }
        }

        await operation.Host.StartAsync(operation.Hub, Stop);
    }
}
