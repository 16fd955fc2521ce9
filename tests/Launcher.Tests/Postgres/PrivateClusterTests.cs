using Npgsql;
using SharingHub.Launcher.Postgres;

namespace SharingHub.Launcher.Tests.Postgres;

public class PrivateClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_temporary_cluster_leaves_no_process_and_no_folder()
    {
        var cluster = await StartAsync(null);
        var (server, folder) = (cluster.Server.ProcessId, SocketFolder(cluster));
        Directory.Exists(folder).ShouldBeTrue();

        await cluster.DisposeAsync();

        Eventually.IsGone(server).ShouldBeTrue();
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_but_its_user_reaches_it()
    {
        await using var cluster = await StartAsync(null);

        (await cluster.AskAsync("SHOW listen_addresses")).ShouldBe("");
        File.GetUnixFileMode(SocketFolder(cluster)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        SocketFolder(cluster).Length.ShouldBeLessThan(90);
    }

    [Fact]
    public async Task A_commit_survives_the_loss_of_power_unless_a_test_asked_otherwise()
    {
        using var folder = new TemporaryFolder();
        await using var durable = await PrivateCluster.StartAsync(new ClusterOptions { Folder = folder.Path }, Cancellation);
        await using var fast = await StartAsync(null);

        (await durable.AskAsync("SHOW fsync")).ShouldBe("on");
        (await durable.AskAsync("SHOW synchronous_commit")).ShouldBe("on");
        (await fast.AskAsync("SHOW fsync")).ShouldBe("off");
        (await fast.AskAsync("SHOW synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task Data_outlives_a_clean_stop()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await StartAsync(folder.Path))
            await first.RememberAsync("seizure");

        await using var second = await StartAsync(folder.Path);

        (await second.RecallAsync()).ShouldBe("seizure");
    }

    [Fact]
    public async Task After_kill_9_the_same_cluster_starts_again_with_what_was_committed()
    {
        await using var cluster = await StartAsync(null);
        await cluster.RememberAsync("seizure");

        await cluster.Server.KillAsync();
        File.Exists(Path.Combine(cluster.DataFolder, "postmaster.pid")).ShouldBeTrue();
        await cluster.StartAsync(Cancellation);

        (await cluster.RecallAsync()).ShouldBe("seizure");
    }

    [Fact]
    public async Task After_an_immediate_stop_it_recovers_what_was_committed()
    {
        await using var cluster = await StartAsync(null);
        await cluster.RememberAsync("seizure");

        await cluster.StopImmediateAsync();
        cluster.Server.IsRunning.ShouldBeFalse();
        await cluster.StartAsync(Cancellation);

        (await cluster.RecallAsync()).ShouldBe("seizure");
        cluster.Server.LogTail().ShouldContain("automatic recovery");
    }

    [Fact]
    public async Task A_restart_keeps_the_connection_string()
    {
        await using var cluster = await StartAsync(null);
        var (before, server) = (cluster.ConnectionString("postgres"), cluster.Server.ProcessId);

        await cluster.RestartAsync(Cancellation);

        cluster.ConnectionString("postgres").ShouldBe(before);
        cluster.Server.ProcessId.ShouldNotBe(server);
        (await cluster.AskAsync("SELECT 'answers'")).ShouldBe("answers");
    }

    [Fact]
    public async Task A_stale_process_number_that_another_process_has_now_does_not_keep_it_from_starting()
    {
        using var folder = new TemporaryFolder();
        string pidFile;
        await using (var first = await StartAsync(folder.Path))
        {
            pidFile = Path.Combine(first.DataFolder, "postmaster.pid");
            await first.Server.KillAsync();
        }

        // Any process of the database's user will do, such as another cluster's server.
        await using var other = await StartAsync(null);
        var lines = await File.ReadAllLinesAsync(pidFile, Cancellation);
        lines[0] = $"{other.Server.ProcessId}";
        await File.WriteAllLinesAsync(pidFile, lines, Cancellation);

        await using var second = await StartAsync(folder.Path);

        (await second.AskAsync("SELECT 'answers'")).ShouldBe("answers");
        other.Server.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        await using var first = await StartAsync(folder.Path);

        var refusal = await Should.ThrowAsync<LauncherException>(() => StartAsync(folder.Path));

        refusal.Message.ShouldStartWith($"{folder.Path} is in use by another run.");
        (await first.AskAsync("SELECT 'unharmed'")).ShouldBe("unharmed");
    }

    [Fact]
    public async Task A_server_that_cannot_start_is_explained_by_the_end_of_its_log()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await StartAsync(folder.Path))
            File.Delete(Path.Combine(first.DataFolder, "global", "pg_control"));

        var refusal = await Should.ThrowAsync<LauncherException>(() => StartAsync(folder.Path));

        refusal.Message.ShouldContain("pg_control");
    }

    [Fact]
    public async Task Databases_are_made_once()
    {
        await using var cluster = await StartAsync(null);

        var first = await Databases.EnsureAsync(cluster.ConnectionString("postgres"), "hub", Cancellation);
        var second = await Databases.EnsureAsync(cluster.ConnectionString("postgres"), "hub", Cancellation);

        second.ShouldBe(first);
        (await cluster.AskAsync("SELECT count(*)::text FROM pg_database WHERE datname = 'hub'")).ShouldBe("1");
    }

    private static Task<PrivateCluster> StartAsync(string? folder) =>
        PrivateCluster.StartAsync(new ClusterOptions { Folder = folder, Durable = false }, Cancellation);

    private static string SocketFolder(PrivateCluster cluster) => new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")).Host!;
}
