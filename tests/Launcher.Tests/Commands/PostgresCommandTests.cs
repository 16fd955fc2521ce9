using System.Diagnostics;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Tests.Commands;

public class PostgresCommandTests
{
    // Says where the server is, then waits to be ended.
    private const string TellServer = "head -1 \"$(echo $SHARINGHUB_TEST_POSTGRES | sed 's/^Host=\\([^;]*\\).*/\\1/')/postgres/postmaster.pid\"; ";

    [Fact]
    public async Task It_answers_with_the_commands_exit_code_and_the_server_is_gone()
    {
        var answer = await LauncherProgram.RunAsync("postgres", "--", "sh", "-c", TellServer + "exit 7");

        answer.ExitCode.ShouldBe(7);
        Eventually.IsGone(int.Parse(answer.Output)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_that_is_missing_is_told_in_a_sentence()
    {
        var answer = await LauncherProgram.RunAsync("postgres", "--", "/no/such/command");

        answer.ExitCode.ShouldNotBe(0);
        answer.Errors.ShouldContain("/no/such/command");
    }

    [Fact]
    public async Task Server_and_command_die_with_a_launcher_that_was_killed()
    {
        using var launcher = LauncherProgram.Start(["postgres", "--", "sh", "-c", TellServer + "echo $$; echo $SHARINGHUB_TEST_POSTGRES; exec sleep 600"]);
        var server = int.Parse(await ReadLineAsync(launcher));
        var command = int.Parse(await ReadLineAsync(launcher));
        var folder = (await ReadLineAsync(launcher)).Split('=', ';')[1];
        (Eventually.IsGone(server) || Eventually.IsGone(command)).ShouldBeFalse();

        Signals.Send(launcher.Id, Signal.Kill);

        await Eventually.IsTrueAsync(() => Eventually.IsGone(server), "the server ends");
        await Eventually.IsTrueAsync(() => Eventually.IsGone(command), "the command ends");
        // Nobody was left to remove it.
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_terminate_signal_stops_all_and_removes_the_folder()
    {
        using var launcher = LauncherProgram.Start(["postgres", "--", "sh", "-c", TellServer + "echo $SHARINGHUB_TEST_POSTGRES; exec sleep 600"]);
        var server = int.Parse(await ReadLineAsync(launcher));
        var folder = (await ReadLineAsync(launcher)).Split('=', ';')[1];
        Directory.Exists(folder).ShouldBeTrue();

        Signals.Send(launcher.Id, Signal.Terminate);
        await launcher.WaitForExitAsync(TestContext.Current.CancellationToken);

        Eventually.IsGone(server).ShouldBeTrue();
        Directory.Exists(folder).ShouldBeFalse();
    }

    private static async Task<string> ReadLineAsync(Process launcher) =>
        (await launcher.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
}
