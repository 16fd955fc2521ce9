using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SharingHub.Cli.Commands;

namespace SharingHub.Cli;

/// <summary>The usual help, then examples and exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        var examples = command is CliCommand one ? one.Examples : [.. command.Subcommands.OfType<CliCommand>().Select(c => c.Examples[0])];
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
            output.WriteLine("  " + example);
        output.WriteLine();
        output.WriteLine(ExitCode.Help);
        return ExitCode.Done;
    }
}
