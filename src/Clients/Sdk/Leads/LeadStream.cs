using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Sdk.Leads;

/// <summary>
/// One stream of leads. The hub begins each stream with all the leads there are and knows nothing of the stream before; what was told on that one and
/// is not told again has been dropped meanwhile.
/// </summary>
/// <param name="stream">As the hub sends it.</param>
/// <param name="told">Shipments, without revision, that the consumer holds as leads. Kept up to date.</param>
internal sealed class LeadStream(ReceivingStream stream, HashSet<RecordName> told) : ReceivingStream
{
    private readonly HashSet<RecordName> _notToldAgain = [.. told];
    private CaughtUpReached? _held;

    public override async Task<SubscriptionEvent> NextAsync(CancellationToken cancel)
    {
        var next = _held ?? await stream.NextAsync(cancel);
        switch (next)
        {
            case LeadsChanged { Page: var page }:
                var names = page.Leads.Select(lead => WithoutRevision(lead.Shipment.Name)).ToList();
                _notToldAgain.ExceptWith(names);
                told.UnionWith(names);
                told.ExceptWith(page.Dropped.Select(WithoutRevision));
                return next;
            case CaughtUpReached caughtUp when _notToldAgain.Count > 0:
                _held = caughtUp;
                var dropped = new LeadPage { Dropped = { _notToldAgain } };
                told.ExceptWith(_notToldAgain);
                _notToldAgain.Clear();
                return new LeadsChanged(dropped);
            default:
                _held = null;
                return next;
        }
    }

    public override void Dispose() => stream.Dispose();

    private static RecordName WithoutRevision(RecordName name) => new() { Contributor = name.Contributor, Kind = name.Kind, Id = name.Id };
}
