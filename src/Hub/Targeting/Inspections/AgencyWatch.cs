using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>
/// An agency's open watch: its open inspections, then each of its inspections again when anything about it changes: an act, a deadline that passed, another
/// agency's interest. What wakes it is only a hint; each round compares by itself.
/// </summary>
internal sealed class AgencyWatch(
    string agency, OwnInspections own, LedgerReader ledger, LedgerWatch grew, OpenWatch<WatchInspectionsResponse> watch)
{
    private static readonly TimeSpan Past = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, OwnInspection> _told = [];
    private readonly string[] _sources = [$"{agency}/{KindNames.Of(RecordKind.Inspection)}"];
    private long _position;

    public async Task RunAsync()
    {
        for (var first = true; ; first = false)
        {
            var grown = grew.Grew.Next;
            var untilNextDeadline = await TellAsync(first);
            if (first)
            {
                await watch.WriteAsync(new WatchInspectionsResponse { CaughtUp = new CaughtUp() });
            }

            // Late is what is later than the deadline, so the clock has to be past it.
            await watch.WaitAsync(grown, untilNextDeadline + Past, () => new WatchInspectionsResponse { Heartbeat = new Heartbeat() });
        }
    }

    private async Task<TimeSpan?> TellAsync(bool first)
    {
        var head = await ledger.HeadAsync(watch.Ended);
        var (open, untilNextDeadline) = await own.ReadAsync(agency, id: null, openOnly: true, watch.Ended);
        foreach (var inspection in open.Reverse())
        {
            await TellAsync(inspection);
        }

        // What ended meanwhile is found where its last act is; what had ended before the watch began is not news.
        while (!first && _position < head)
        {
            (var acts, _position) = await ledger.ReadRecordsAsync(_position, head, _sources, andExpunged: false, watch.Ended);
            foreach (var act in acts)
            {
                var (ended, _) = await own.ReadAsync(agency, StreamKeys.ParseRecord(act.Stream).Id, openOnly: false, watch.Ended);
                if (ended is [var one])
                {
                    await TellAsync(one);
                }
            }
        }

        _position = head;
        return untilNextDeadline;
    }

    private async Task TellAsync(OwnInspection inspection)
    {
        if (!inspection.Equals(_told.GetValueOrDefault(inspection.Name.Id)))
        {
            watch.Ended.ThrowIfCancellationRequested();
            await watch.WriteAsync(new WatchInspectionsResponse { Own = inspection });
            _told[inspection.Name.Id] = inspection;
        }
    }
}
