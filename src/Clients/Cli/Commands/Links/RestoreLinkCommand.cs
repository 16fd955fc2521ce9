using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Takes a rejection back.</summary>
internal sealed class RestoreLinkCommand : CliCommand
{
    private readonly Argument<RecordName> _one = LinkOptions.One();
    private readonly Argument<RecordName> _other = LinkOptions.Other();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<string> _reason = LinkOptions.Reason("Why the rejection was wrong.");

    public RestoreLinkCommand()
        : base(
            "restore",
            "Takes a rejection back: the two records are compared again.",
            "sharinghub links restore amazonia/seller-account/sel-1 bazaarly/seller-account/sel-2 --reason \"One owner after all\" --purpose border-targeting --as customs")
    {
        Add(_one);
        Add(_other);
        Add(_purpose);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        await hub.Correlation.RestoreAsync(
            new RestoreRequest { Purpose = session.Get(_purpose), One = session.Get(_one), Other = session.Get(_other), Reason = session.Get(_reason) },
            cancellationToken: session.Cancel);
        session.Say("Restored.");
        return ExitCode.Done;
    }
}
