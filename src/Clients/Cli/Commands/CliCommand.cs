using System.CommandLine;

namespace SharingHub.Cli.Commands;

/// <summary>A command that does something: what for in one line, and how in examples.</summary>
internal abstract class CliCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    public abstract Task<int> RunAsync(Session session);

    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "sharinghub";
}
