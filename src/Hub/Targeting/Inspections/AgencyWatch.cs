using System.Diagnostics;
using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>
/// An agency's open watch: its open inspections, then each of its inspections again when anything about it changes: an act, a deadline that passed, another
/// agency's interest. What wakes it is only a hint; each round compares by itself.
/// </summary>
internal sealed class AgencyWatch(
    string agency, OwnInspections own, LedgerReader ledger, LedgerWatch grew, StreamLife life, IServerStreamWriter<WatchInspectionsResponse> writer, ServerCallContext context)
{
    /// <summary>Well under the gateway's idle limit.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A caller that does not read what a stream that has to end still writes is cut off after so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Past = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, OwnInspection> _told = [];
    private readonly string[] _sources = [$"{agency}/{KindNames.Of(RecordKind.Inspection)}"];
    private long _position;
    private long _sentAt = Stopwatch.GetTimestamp();

    public async Task RunAsync()
    {
        try
        {
            for (var first = true; ; first = false)
            {
                var grown = grew.Grew.Next;
                var untilNextDeadline = await TellAsync(first);
                if (first)
                {
                    await WriteAsync(new WatchInspectionsResponse { CaughtUp = new CaughtUp() });
                }

                await WaitAsync(grown, untilNextDeadline);
            }
        }
        catch (OperationCanceledException) when (life.Why != LifeEnd.None)
        {
            var (reason, refusal) = (ReasonOf(life.Why), InspectionRefusals.WatchEnded(life.Why));
            await WriteAsync(new WatchInspectionsResponse { End = new End { Reason = reason, Message = refusal.Message } });
            throw refusal.ToException();
        }
    }

    private static EndReason ReasonOf(LifeEnd why) => why switch
    {
        LifeEnd.TokenExpired => EndReason.TokenExpired,
        LifeEnd.Stopping => EndReason.ServerStopping,
        _ => EndReason.AccessEnded,
    };

    private async Task<TimeSpan?> TellAsync(bool first)
    {
        var head = await ledger.HeadAsync(life.Ended);
        var (open, untilNextDeadline) = await own.ReadAsync(agency, id: null, openOnly: true, life.Ended);
        foreach (var inspection in open.Reverse())
        {
            await TellAsync(inspection);
        }

        // What ended meanwhile is found where its last act is; what had ended before the watch began is not news.
        for (; !first && _position < head; _position = Math.Min(_position + LedgerReader.Window, head))
        {
            foreach (var act in await ledger.ReadRecordsAsync(_position, head, _sources, andExpunged: false, life.Ended))
            {
                var (ended, _) = await own.ReadAsync(agency, StreamKeys.ParseRecord(act.Stream).Id, openOnly: false, life.Ended);
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
            life.Ended.ThrowIfCancellationRequested();
            await WriteAsync(new WatchInspectionsResponse { Own = inspection });
            _told[inspection.Name.Id] = inspection;
        }
    }

    /// <summary>Until the ledger grew or a deadline passed; a heartbeat whenever nothing was sent for a while.</summary>
    private async Task WaitAsync(Task grown, TimeSpan? untilNextDeadline)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var heartbeat = Heartbeat - Stopwatch.GetElapsedTime(_sentAt);
            if (heartbeat <= TimeSpan.Zero)
            {
                await WriteAsync(new WatchInspectionsResponse { Heartbeat = new Heartbeat() });
                continue;
            }

            // Late is what is later than the deadline, so the clock has to be past it.
            var deadline = untilNextDeadline + Past - Stopwatch.GetElapsedTime(since);
            if (deadline <= TimeSpan.Zero)
            {
                return;
            }

            try
            {
                await grown.WaitAsync(deadline < heartbeat ? deadline.Value : heartbeat, life.Ended);
                return;
            }
            catch (TimeoutException)
            {
                // One of the two is due: looked at above.
            }
        }
    }

    private async Task WriteAsync(WatchInspectionsResponse message)
    {
        var write = writer.WriteAsync(message, CancellationToken.None);
        if (await Task.WhenAny(write, life.WhenEnded) != write && await Task.WhenAny(write, Task.Delay(Patience)) != write)
        {
            context.GetHttpContext().Abort();
        }

        await write;
        _sentAt = Stopwatch.GetTimestamp();
    }
}
