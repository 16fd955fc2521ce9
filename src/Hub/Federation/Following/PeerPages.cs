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
    private static readonly IReadOnlyDictionary<string, EventReceipt> None = new Dictionary<string, EventReceipt>();

    private readonly PageCheck _check = new(names, agreements.Terms);

    /// <summary>Kept with each page in the transaction that imports it, and by itself where nothing came.</summary>
    private string _cursor = begin.Cursor;

    /// <summary>The index in the peer's ledger of the last disclosure that was imported.</summary>
    private long _disclosed = begin.Disclosed;

    private volatile bool _hasGoneOn;

    /// <summary>Whether all that the peer had to say was taken, and what it carries here goes on.</summary>
    public bool HasGoneOn => _hasGoneOn;

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
        var waiting = new List<Ahead>();
        while (true)
        {
            await ahead.FillAsync(waiting, stop);
            var pages = waiting.Select(one => one.Event).OfType<PageReceived>().Select(one => DisclosuresOf(one.Page)).ToList();
            // What is no page need not wait for one that comes after it.
            var receipts = waiting[0].Event is PageReceived ? await log.ProveAsync(pages[0], [.. pages.Skip(1).SelectMany(ids => ids)], stop) : None;
            var covered = waiting.TakeWhile(one => one.Event is not PageReceived { Page: var page } || DisclosuresOf(page).TrueForAll(receipts.ContainsKey)).ToList();
            waiting.RemoveRange(0, covered.Count);
            await proven.WriteAsync(new Proven(covered, receipts), stop);
        }
    }

    private async Task TakeAsync(ChannelReader<Proven> proven, CancellationToken stop)
    {
        while (true)
        {
            var (came, receipts) = await proven.ReadAsync(stop);
            var imported = new List<Guid>();
            foreach (var next in came)
            {
                switch (next.Event)
                {
                    case null:
                        await MoveToAsync(next.Cursor!, stop);
                        break;
                    case PageReceived { Page: var page }:
                        await ImportAsync(page, receipts, stop);
                        imported.AddRange(page.Disclosures.Select(d => Guid.Parse(d.DisclosureId)));
                        break;
                    case CaughtUpReached:
                        // All that was taken back meanwhile is known now.
                        await followed.HeardAsync(names.Peer, stop);
                        await carried.GoOnAsync(names.Peer, stop);
                        _hasGoneOn = true;
                        break;
                    case SubscriptionEnded { End: var end } when end.Reason != EndReason.AgreementEnded:
                        throw new PeerTroubleException($"It ended the stream: {end.Message}");
                }
            }

            await AcknowledgeAsync([.. imported], stop);
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
    /// <param name="Receipts">Of the disclosures of all pages in it at least, verified, by id.</param>
    private sealed record Proven(IReadOnlyList<Ahead> Came, IReadOnlyDictionary<string, EventReceipt> Receipts);
}
