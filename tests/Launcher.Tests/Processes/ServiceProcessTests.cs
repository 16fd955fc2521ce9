using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Tests.Processes;

public sealed class ServiceProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task It_is_asked_to_end_before_it_is_killed()
    {
        await using var service = await StartAsync("trap 'echo ended well; exit 0' TERM; echo started; while :; do sleep 0.05; done");

        await service.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(20));

        service.ExitCode.ShouldBe(0);
        service.LogTail().ShouldContain("ended well");
    }

    [Fact]
    public async Task One_that_does_not_end_in_time_is_killed()
    {
        await using var service = await StartAsync("trap '' TERM; echo started; while :; do sleep 0.05; done");

        await service.StopAsync(Signal.Terminate, TimeSpan.FromMilliseconds(200));

        service.IsRunning.ShouldBeFalse();
        service.ExitCode.ShouldBe(128 + (int)Signal.Kill);
    }

    [Fact]
    public async Task It_starts_again_after_a_kill_and_its_log_goes_on()
    {
        await using var service = await StartAsync("echo started; exec sleep 60");
        var first = service.ProcessId;

        await service.KillAsync();
        await service.StartAsync();
        await Eventually.IsTrueAsync(() => service.LogTail() == "started\nstarted", "the second start writes to the log");

        service.ProcessId.ShouldNotBe(first);
        service.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_out_of_reach_of_the_terminals_signals()
    {
        await using var service = await StartAsync("echo started; exec sleep 60");

        var stat = await File.ReadAllTextAsync($"/proc/{service.ProcessId}/stat", TestContext.Current.CancellationToken);
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];

        session.ShouldBe($"{service.ProcessId}");
    }

    public void Dispose() => folder.Dispose();

    private async Task<ServiceProcess> StartAsync(string script)
    {
        var service = new ServiceProcess(new ServiceProgram("probe", "/bin/sh", Path.Combine(folder.Path, "logs", "probe.log")) { Arguments = ["-c", script] });
        await service.StartAsync();
        await Eventually.IsTrueAsync(() => service.LogTail().Contains("started", StringComparison.Ordinal), "the service writes its first line");
        return service;
    }
}
