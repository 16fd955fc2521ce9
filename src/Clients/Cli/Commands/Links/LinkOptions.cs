using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>What the commands on links ask for.</summary>
internal static class LinkOptions
{
    public static Argument<RecordName> Record() => Choice.Record("record", "A record that you may read, such as amazonia/seller-account/sel-1.");

    public static Argument<RecordName> One() => Choice.Record("one", "A record that you may read.");

    public static Argument<RecordName> Other() => Choice.Record("other", "Another.");

    public static Option<string> Reason(string description) => new("--reason") { HelpName = "WORDS", Description = $"{description} 1-500 characters, and no person's name.", Required = true };
}
