using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

/// <summary>Asks that a record be expunged.</summary>
internal sealed class RequestExpungeCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "Your record, with all its revisions; the contributor may be left out.");
    private readonly Option<LegalBasis> _basis = Choice.Of<LegalBasis>("--basis", "BASIS", "Why the law asks for it.");
    private readonly Option<string> _text = new("--text") { HelpName = "WORDS", Description = "The provision, 1-200 characters. Kept for good and read by recipients: it names no person.", Required = true };

    public RequestExpungeCommand()
        : base(
            "request-expunge",
            "Asks that a record of yours be expunged. Nothing is lost before another person or client confirms it, within 72 hours.",
            "sharinghub retention request-expunge amazonia/seller-account/acc-1 --basis right-to-erasure --text \"GDPR Art. 17(1)(d)\" --as amazonia")
    {
        _basis.Required = true;
        Add(_name);
        Add(_basis);
        Add(_text);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Retention.RequestExpungeAsync(
            new RequestExpungeRequest { Name = session.Get(_name), LegalBasis = session.Get(_basis), BasisText = session.Get(_text) }, cancellationToken: session.Cancel);
        return session.Write(answer.Request);
    }
}
