namespace SharingHub.Launcher.Tests.Commands;

public class WrongUseTests
{
    [Theory]
    [InlineData("--port must be a number from 0 to 65535.", "up", "--port", "99999")]
    [InlineData("--port must be a number from 0 to 65535.", "up", "--port", "many")]
    [InlineData("--replicas must be a number from 1 to 8.", "up", "--replicas", "0")]
    [InlineData("--postgres must be a connection string such as 'Host=localhost;Username=hub'.", "up", "--postgres", "nonsense")]
    [InlineData("Unrecognized command or argument '--prot'.", "up", "--prot", "7443")]
    [InlineData("Required argument 'COMMAND' missing for command: 'postgres'.", "postgres")]
    [InlineData("Unrecognized command or argument 'down'.", "down")]
    public async Task A_wrong_option_is_told_and_the_exit_code_is_2(string sentence, params string[] arguments)
    {
        var answer = await LauncherProgram.RunAsync(arguments);

        answer.ExitCode.ShouldBe(2);
        answer.Errors.ShouldContain(sentence);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_and_the_exit_code_is_1()
    {
        var answer = await LauncherProgram.RunAsync("up", "--data", "/proc/sharinghub");

        answer.ExitCode.ShouldBe(1);
        answer.Errors.Trim().ShouldBe("/proc/sharinghub cannot be written to. Give another folder with --data.");
    }
}
