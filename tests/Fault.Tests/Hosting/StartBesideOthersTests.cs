using Npgsql;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Fault.Tests.Hosting;

/// <summary>A replica that starts while others serve from the same database.</summary>
public sealed class StartBesideOthersTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    /// <summary>What an intake holds until it commits.</summary>
    private const string Intake = "lock table history.mt_streams in row exclusive mode";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_has_its_shape_is_served_from_without_a_wait_for_what_others_write()
    {
        await SharingHubHost.StopAsync(operation.Hub);
        await using var other = await OpenAsync();
        await ExecuteAsync(other, $"begin; {Intake}");

        await operation.Host.StartAsync(operation.Hub, Stop).WaitAsync(Patience, Stop);

        await ExecuteAsync(other, "commit");
        await operation.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task A_change_of_shape_that_stands_against_what_others_write_is_tried_again()
    {
        await SharingHubHost.StopAsync(operation.Hub);
        await using var other = await OpenAsync();
        // The starting hub is the one that PostgreSQL ends, and late enough that the two do meet.
        await ExecuteAsync(other, "comment on schema ledger is null");
        await ExecuteAsync(other, "alter database hub set deadlock_timeout = '5s'");
        await ExecuteAsync(other, $"begin; set local deadlock_timeout = '10min'; {Intake}");

        var start = operation.Host.StartAsync(operation.Hub, Stop);
        await Eventually.IsTrueAsync(
            async () => await operation.History.AskAsync<bool>("select exists (select 1 from pg_locks where relation = 'history.mt_streams'::regclass and not granted)"),
            "the start waits for the intake",
            Patience);
        await ExecuteAsync(other, "lock table keys.stream_key in row exclusive mode");
        await ExecuteAsync(other, "commit");

        await start.WaitAsync(Patience, Stop);
        await ExecuteAsync(other, "alter database hub reset deadlock_timeout");
        (await File.ReadAllTextAsync(operation.Hub.LogFile, Stop)).ShouldContain("The database's shape was not changed");
        await operation.ShouldBeHealthyAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(operation.Host.HubDatabase + ";Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
