using System.Threading.Channels;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;
using SharingHub.Verification.Receipts;

namespace SharingHub.Hub.Federation.Following;

/// <summary>The pages of a peer, in their order: read ahead, proven by its ledger, checked, imported and acknowledged.</summary>
internal sealed class PeerPages(
    HubConnection hub, PeerNames names, FollowedPeer begin, FollowedLog log, PeerAgreements agreements, FollowedPeers followed, CarriedAgreements carried, Importer importer)
{
    private readonly PageCheck _check = new(names, agreements.Terms);

    /// <summary>Kept with each page in the transaction that imports it, and by itself where nothing came.</summary>
    private string _cursor = begin.Cursor;

    /// <summary>The index in the peer's ledger of the last disclosure that was imported.</summary>
    private long _disclosed = begin.Disclosed;

    /// <summary>Says again what the peer may not know to be imported.</summary>
    public Task AcknowledgeAsync(CancellationToken stop) => AcknowledgeAsync(begin.Unacknowledged, stop);

    /// <summary>Takes what comes until something breaks.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var ahead = new ReadAhead(hub, begin.Cursor);
        // While some are imported, those that come next are proven.
        var proven = Channel.CreateBounded<Proven>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        await Parts.AllUntilOneEndsAsync(stop, ahead.RunAsync, end => ProveAsync(ahead, proven.Writer, end), end => TakeAsync(proven.Reader, end));
    }

    private async Task ProveAsync(ReadAhead ahead, ChannelWriter<Proven> proven, CancellationToken stop)
    {
        while (true)
        {
            var came = await ahead.NextAsync(stop);
            var disclosures = came.Select(one => one.Event).OfType<PageReceived>().SelectMany(one => DisclosuresOf(one.Page)).Distinct(StringComparer.Ordinal).ToList();
            await proven.WriteAsync(new Proven(came, await log.ProveAsync(disclosures, stop)), stop);
        }
    }

    private async Task TakeAsync(ChannelReader<Proven> proven, CancellationToken stop)
    {
        while (true)
        {
            var (came, receipts) = await proven.ReadAsync(stop);
            foreach (var next in came)
            {
                switch (next.Event)
                {
                    case null:
                        await MoveToAsync(next.Cursor!, stop);
                        break;
                    case PageReceived { Page: var page }:
                        await ImportAsync(page, receipts, stop);
                        break;
                    case CaughtUpReached:
                        // All that was taken back meanwhile is known now.
                        await followed.HeardAsync(names.Peer, stop);
                        await carried.GoOnAsync(names.Peer, stop);
                        break;
                    case SubscriptionEnded { End: var end } when end.Reason != EndReason.AgreementEnded:
                        throw new PeerTroubleException($"It ended the stream: {end.Message}");
                }
            }

            await AcknowledgeAsync([.. receipts.Keys.Select(Guid.Parse)], stop);
        }
    }

    private async Task ImportAsync(Page page, IReadOnlyDictionary<string, EventReceipt> receipts, CancellationToken stop)
    {
        await agreements.LearnAsync(page, stop);
        var shown = DisclosuresOf(page).ConvertAll(id => (Id: id, Receipt: receipts[id]));
        var (first, last) = (shown.Min(one => one.Receipt.Proof.Index), shown.Max(one => one.Receipt.Proof.Index));
        if (first <= _disclosed)
        {
            throw new PeerRefusedException($"It sent what index {first} of its ledger shows after what index {_disclosed} does: pages come once, in their order.");
        }

        var disclosures = shown.ConvertAll(one => ProvenDisclosure.Of(one.Id, one.Receipt));
        await importer.ImportAsync(names.Peer, page, _check.Check(page, disclosures), disclosures, last, stop);
        (_cursor, _disclosed) = (page.Cursor, last);
        await followed.HeardAsync(names.Peer, stop);
    }

    private async Task MoveToAsync(string cursor, CancellationToken stop)
    {
        if (cursor != _cursor)
        {
            await followed.MoveToAsync(names.Peer, cursor, stop);
            _cursor = cursor;
        }
    }

    private static List<string> DisclosuresOf(Page page)
    {
        var ids = page.Disclosures.Select(d => d.DisclosureId).Distinct(StringComparer.Ordinal).ToList();
        return ids.TrueForAll(PeerWords.IsUuid)
            ? ids
            : throw new PeerRefusedException("A page names a disclosure that is no lower-case UUID.");
    }

    private async Task AcknowledgeAsync(Guid[] disclosures, CancellationToken stop)
    {
        if (disclosures.Length > 0)
        {
            await hub.AcknowledgeAsync(disclosures.Select(d => d.ToString("D")), stop);
            await followed.AcknowledgedAsync(names.Peer, disclosures, stop);
        }
    }

    /// <param name="Came">In its order.</param>
    /// <param name="Receipts">Of the disclosures of all pages in it, verified, by id.</param>
    private sealed record Proven(IReadOnlyList<Ahead> Came, IReadOnlyDictionary<string, EventReceipt> Receipts);
}
