using SharingHub.Benchmarks.Harness;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>History as an auditor reads it: how far the hub has put in order what was submitted.</summary>
internal sealed class History(HubConnection auditor)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _missing;

    /// <summary>The ledger index that the next event will get, as far as is known.</summary>
    public ulong Next { get; private set; }

    /// <summary>Says that so many more records were accepted.</summary>
    public void Expect(int records) => _missing += records;

    /// <summary>Begins anew with whatever is there: a line failed, and nobody knows how much it submitted.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        for (var before = (ulong?)null; before != Next;)
        {
            before = Next;
            await Task.Delay(Pause, cancellation);
            var (_, _, last) = await ReplayAsync(new ReplayRequest { FromIndex = Next, Types_ = { "record.submitted.v1" } }, cancellation);
            Next = last + 1 ?? Next;
        }

        _missing = 0;
    }

    /// <summary>Says that what comes before this index was looked at by other means.</summary>
    public void PassOver(ulong next) => Next = next;

    /// <summary>Waits until all expected records are in order, so that no line works off what another left.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // Of the rest there is much: a disclosure names each of its records.
            var (records, _, last) = await ReplayAsync(new ReplayRequest { FromIndex = Next, Types_ = { "record.submitted.v1" } }, cancellation);
            _missing -= records;
            Next = last + 1 ?? Next;
            if (_missing < 0)
                throw new MeasurementException($"history holds {-_missing} more records than were submitted");
            if (_missing == 0)
                return;
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>The events of records, all events, and the last index that was looked at.</returns>
    public async Task<(int Records, int Events, ulong? Last)> ReplayAsync(ReplayRequest request, CancellationToken cancellation)
    {
        using var call = auditor.Audit.Replay(request, cancellationToken: cancellation);
        var (records, events) = (0, 0);
        HistoryEnd? end = null;
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            foreach (var one in call.ResponseStream.Current.Page?.Events ?? [])
            {
                events++;
                records += one.Type.StartsWith("record.", StringComparison.Ordinal) ? 1 : 0;
            }

            end = call.ResponseStream.Current.End;
        }

        if (end is null || end.Events != (ulong)events)
            throw new MeasurementException($"{events} events came, and {(end is null ? "no end" : $"the hub sent {end.Events}")}");
        return (records, events, end.HasLastIndex ? end.LastIndex : null);
    }
}
