using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Rejects a link.</summary>
internal sealed class RejectLinkCommand : CliCommand
{
    private readonly Argument<RecordName> _one = LinkOptions.One();
    private readonly Argument<RecordName> _other = LinkOptions.Other();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<string> _reason = LinkOptions.Reason("Why they are not of one actor.");

    public RejectLinkCommand()
        : base(
            "reject",
            "Says that two records do not speak of one actor: for you and this purpose they are linked no more. One may be a shipment: then no party of it is that actor.",
            "sharinghub links reject amazonia/seller-account/sel-1 bazaarly/seller-account/sel-2 --reason \"Two firms in one building\" --purpose border-targeting --as customs")
    {
        Add(_one);
        Add(_other);
        Add(_purpose);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        await hub.Correlation.RejectAsync(
            new RejectRequest { Purpose = session.Get(_purpose), One = session.Get(_one), Other = session.Get(_other), Reason = session.Get(_reason) },
            cancellationToken: session.Cancel);
        session.Say("Rejected. `links restore` takes it back.");
        return ExitCode.Done;
    }
}
