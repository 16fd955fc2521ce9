using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Federation;

internal sealed class FederationService(MemberBook members, OnwardDisclosures onward) : SharingHub.Federation.V1.FederationService.FederationServiceBase
{
    private const int MostReceipts = 100;

    [Allow(Who.PeerHub)]
    public override async Task<ReportResponse> Report(ReportRequest request, ServerCallContext context)
    {
        var (caller, stop) = (context.Caller(), context.CancellationToken);
        var found = new Violations();
        found.When(request.Receipts.Count is 0 or > MostReceipts, "receipts", $"must be 1 to {MostReceipts}, not {request.Receipts.Count}");
        found.Throw();
        var peer = (await members.CurrentAsync(stop)).View.Find(caller.Member)?.Peer ?? throw FederationRefusals.NoSuchPeer.ToException();
        var log = new PeerLog(peer);
        var shown = request.Receipts.Select(log.Read).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            found.When(!shown[i].Ok, $"receipts[{i}]", shown[i].Problem?.Sentence ?? "");
        }

        found.Throw();
        var noted = await onward.NoteAsync(caller, [.. shown.Select(one => one.OrThrow())], stop);
        return new ReportResponse { Noted = (uint)noted };
    }
}
