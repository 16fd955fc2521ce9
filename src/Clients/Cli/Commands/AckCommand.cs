using System.CommandLine;
using System.Text.Json.Nodes;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Receiving;

namespace SharingHub.Cli.Commands;

/// <summary>Acknowledges disclosures.</summary>
internal sealed class AckCommand : CliCommand
{
    private readonly Argument<string[]> _ids = new("id") { HelpName = "ID", Description = "Disclosure ids.", Arity = ArgumentArity.OneOrMore };

    public AckCommand()
        : base(
            "ack",
            "Says that you hold what was disclosed to you.",
            "sharinghub ack 019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d --as customs") =>
        Add(_ids);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var acknowledged = await hub.AcknowledgeAsync(session.Get(_ids), session.Cancel);
        Results.WriteOne(session.Terminal, session.Format, new JsonObject { ["acknowledged"] = acknowledged });
        return ExitCode.Done;
    }
}
