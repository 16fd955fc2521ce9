using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Witnesses;
using SharingHub.Hub.Members;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Federation;

internal sealed class FederationService(MemberBook members, OnwardDisclosures onward, PeerCosignatures cosignatures, TimeProvider time)
    : SharingHub.Federation.V1.FederationService.FederationServiceBase
{
    private const int MostReceipts = 100;

    [Allow(Who.PeerHub)]
    public override async Task<ReportResponse> Report(ReportRequest request, ServerCallContext context)
    {
        var (caller, stop) = (context.Caller(), context.CancellationToken);
        var found = new Violations();
        found.When(request.Receipts.Count is 0 or > MostReceipts, "receipts", $"must be 1 to {MostReceipts}, not {request.Receipts.Count}");
        found.Throw();
        var log = new PeerLog(await PeerAsync(caller, stop));
        var shown = request.Receipts.Select(log.Read).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            found.When(!shown[i].Ok, $"receipts[{i}]", shown[i].Problem?.Sentence ?? "");
        }

        found.Throw();
        var noted = await onward.NoteAsync(caller, [.. shown.Select(one => one.OrThrow())], stop);
        return new ReportResponse { Noted = (uint)noted };
    }

    [Allow(Who.PeerHub)]
    public override async Task<CosignResponse> Cosign(CosignRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        VerifierKey[] keys = [.. (await PeerAsync(context.Caller(), stop)).WitnessKeys.Where(key => !key.Value).Select(key => VerifierKey.Parse(key.Key).OrThrow())];
        if (keys.Length == 0)
        {
            throw FederationRefusals.NoWitness.ToException();
        }

        var size = request.Size > long.MaxValue ? 0 : (long)request.Size;
        var checkpoint = await cosignatures.CheckpointAsync(size, stop) ?? throw FederationRefusals.NoSuchCheckpoint.ToException();
        await cosignatures.KeepAsync(size, CosignRequests.Read(request, checkpoint, new KeyRing(keys), time.GetUtcNow()), stop);
        return new CosignResponse();
    }

    private async Task<PeerState> PeerAsync(Caller caller, CancellationToken stop) =>
        (await members.CurrentAsync(stop)).View.Find(caller.Member)?.Peer ?? throw FederationRefusals.NoSuchPeer.ToException();
}
