using System.Diagnostics;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Postgres;
using SharingHub.Launcher.Processes;
using SharingHub.Launcher.Tests.Postgres;

namespace SharingHub.Launcher.Tests.Commands;

/// <summary>The built launcher with a whole system below it, as a person has it in a terminal.</summary>
public sealed class UpCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task It_is_ready_when_it_says_so_and_leaves_nothing_but_data_when_it_ends()
    {
        using var up = await StartAsync("--replicas", "2");
        var children = Children(up.Id);
        children.Values.ShouldBe(["postgres", "SharingHub.Iden", "SharingHub.Sign", "SharingHub.Hub", "SharingHub.Hub", "SharingHub.Gate"], ignoreOrder: true);
        ReadyFile.Read(folder.Path).Members.ShouldBeEmpty();

        Signals.Send(up.Id, Signal.Terminate);
        await up.WaitForExitAsync(TestContext.Current.CancellationToken);

        up.ExitCode.ShouldBe(0);
        children.Keys.ShouldAllBe(child => Eventually.IsGone(child));
        File.Exists(ReadyFile.PathIn(folder.Path)).ShouldBeFalse();
    }

    [Fact]
    public async Task It_uses_a_PostgreSQL_that_is_given_and_starts_none()
    {
        await using var given = await PrivateCluster.StartAsync(new ClusterOptions { Durable = false }, TestContext.Current.CancellationToken);

        using var up = await StartAsync("--postgres", given.ConnectionString("postgres"));

        Children(up.Id).Values.ShouldNotContain("postgres");
        (await given.AskAsync("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname IN ('hub', 'identity')")).ShouldBe("hub identity");
        await EndAsync(up);
        given.Server.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        using var up = await StartAsync();

        var second = await LauncherProgram.RunAsync("up", "--data", folder.Path, "--port", "0");

        second.ExitCode.ShouldBe(1);
        second.Errors.ShouldContain("is in use by another run.");
        File.Exists(ReadyFile.PathIn(folder.Path)).ShouldBeTrue();
        await EndAsync(up);
    }

    [Fact]
    public async Task A_hub_that_is_killed_is_started_again()
    {
        using var up = await StartAsync();
        var killed = Hub(up);

        Signals.Send(killed, Signal.Kill);

        await Eventually.IsTrueAsync(() => Children(up.Id).Any(child => child.Value == "SharingHub.Hub" && child.Key != killed), "another hub runs");
        await EndAsync(up);
    }

    [Fact]
    public async Task Everything_dies_with_a_launcher_that_is_killed_and_the_folder_serves_the_next()
    {
        using (var up = await StartAsync())
        {
            var children = Children(up.Id);
            children.Count.ShouldBe(5);
            Signals.Send(up.Id, Signal.Kill);
            foreach (var (child, name) in children)
                await Eventually.IsTrueAsync(() => Eventually.IsGone(child), $"{name} ends");
        }

        using var next = await StartAsync();
        await EndAsync(next);
    }

    public void Dispose() => folder.Dispose();

    private async Task<Process> StartAsync(params IEnumerable<string> options)
    {
        var up = LauncherProgram.Start(["up", "--data", folder.Path, "--port", "0", "--empty", .. options]);
        while (await up.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("Ready at https://localhost:", StringComparison.Ordinal))
                return up;
        }

        throw new InvalidOperationException(await up.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task EndAsync(Process up)
    {
        Signals.Send(up.Id, Signal.Terminate);
        await up.WaitForExitAsync(TestContext.Current.CancellationToken);
        up.ExitCode.ShouldBe(0);
    }

    private static int Hub(Process up) => Children(up.Id).Single(child => child.Value == "SharingHub.Hub").Key;

    /// <summary>Process ids with names, of which Linux keeps 15 letters.</summary>
    private static Dictionary<int, string> Children(int parent)
    {
        var children = new Dictionary<int, string>();
        foreach (var processId in Process.GetProcesses().Select(process => process.Id))
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{processId}/stat");
                var end = stat.LastIndexOf(')');
                if (stat[(end + 4)..].StartsWith($"{parent} ", StringComparison.Ordinal))
                    children[processId] = stat[(stat.IndexOf('(') + 1)..end];
            }
            catch (IOException)
            {
                // Ended while we looked.
            }
        }

        return children;
    }
}
