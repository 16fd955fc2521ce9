using System.CommandLine;
using SharingHub.Cli;
using SharingHub.Cli.Commands;

namespace SharingHub.Clients.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Paths()
    {
        var root = CliApp.Root(Terminal.OfProcess());
        return [.. Leaves(root).Select(command => CliCommand.PathOf(command)["sharinghub ".Length..])];
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task The_help_of_every_command_shows_an_example_that_parses_and_the_exit_codes(string path)
    {
        var run = await CliRun.RunAsync("", [.. path.Split(' '), "--help"]);

        run.Code.ShouldBe(ExitCode.Done);
        run.Output.ShouldContain("Exit codes:");
        var examples = run.Output.Split('\n').SkipWhile(line => !line.StartsWith("Example", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0).ToList();
        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            var words = example[example.IndexOf("sharinghub ", StringComparison.Ordinal)..].Split(" > ")[0].Split("   #")[0]["sharinghub ".Length..];
            words.ShouldStartWith(path);
            CliApp.Root(Terminal.OfProcess()).Parse(words).Errors.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("push")]
    [InlineData("pull")]
    [InlineData("watch")]
    [InlineData("get")]
    [InlineData("retract")]
    [InlineData("catalog")]
    [InlineData("ack")]
    [InlineData("agreements")]
    [InlineData("leads")]
    [InlineData("links")]
    [InlineData("inspections")]
    [InlineData("retention")]
    [InlineData("members")]
    [InlineData("audit")]
    [InlineData("witness")]
    [InlineData("ledger")]
    [InlineData("receipts")]
    [InlineData("keys")]
    [InlineData("verify")]
    public async Task The_first_help_names_every_command(string command) =>
        (await CliRun.RunAsync("", ["--help"])).Output.ShouldContain($"\n  {command} ");

    [Theory]
    [InlineData("", "Required command was not provided.")]
    [InlineData("pull --as customs", "Option '--purpose' is required.")]
    [InlineData("pull --purpose gossip --as customs", "'gossip' is none of: border-targeting")]
    [InlineData("get lst-1 --purpose oversight --as customs", "'lst-1' is not a record name")]
    [InlineData("pull --purpose oversight", "Say who you are: --as MEMBER")]
    [InlineData("pull --purpose oversight --gateway localhost", "--gateway: 'localhost' is not an https address")]
    [InlineData("pull --purpose oversight --as x --limit many", "Cannot parse argument 'many' for option '--limit'")]
    [InlineData("audit replay --as x --from-time yesterday", "--from-time: 'yesterday' is not a time")]
    [InlineData("pull --purpose oversight --gateway https://localhost", "--gateway also needs --ca.")]
    public async Task A_wrong_command_line_is_exit_code_two_and_a_line_that_names_what_is_wrong(string line, string words)
    {
        var run = await CliRun.RunAsync("", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldStartWith(words);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(2);
        run.Output.ShouldBeEmpty();
    }

    private static IEnumerable<CliCommand> Leaves(Command command) =>
        command.Subcommands.SelectMany(sub => sub is CliCommand leaf ? [leaf] : Leaves(sub));
}
