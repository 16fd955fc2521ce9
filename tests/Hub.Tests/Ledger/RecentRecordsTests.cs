using CsCheck;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;

namespace SharingHub.Hub.Tests.Ledger;

/// <summary>What streams share is what each would have read for itself.</summary>
public sealed class RecentRecordsTests
{
    private static readonly string[] Sources = ["amazonia/listing", "amazonia/shipment", "bazaarly/listing", "parcelwing/shipment"];

    // Bodies so large that some histories do not fit.
    private static readonly Gen<Act> Acts = Gen.Select(
        Gen.Int[0, Sources.Length], Gen.Int[0, 5], Gen.Int[0, 9], Gen.OneOf(Gen.Const(100), Gen.Const(900_000)),
        (source, id, kind, size) => new Act(
            source == Sources.Length ? "disclosure/1" : $"record/{Sources[source]}/r{id}", kind == 0 ? EventTypes.RecordExpunged : EventTypes.RecordRevised, size));

    private static readonly Gen<Ask> Asks = Gen.Select(
        Gen.Int[-1, 1500], Gen.Int[0, 1200], Gen.Int[1, 15], Gen.Bool, (after, length, sources, expunged) => new Ask(after, after + length, sources, expunged));

    [Fact]
    public Task What_it_gives_is_what_a_read_of_ones_own_gives() => Gen.Select(Acts.Array[1, 1500], Asks.Array[1, 40]).SampleAsync(
        async (acts, asks) =>
        {
            // Nothing follows an expunge.
            var gone = new HashSet<string>();
            var history = acts.Select((act, i) => EventOf(i, gone.Contains(act.Stream) || (act.Type == EventTypes.RecordExpunged && !gone.Add(act.Stream)) ? act with { Stream = "disclosure/1" } : act)).ToList();
            using var recent = new RecentRecords((after, to, sources, _) => Task.FromResult(Read(history, after, to, to, sources, andExpunged: true, last: false)));
            foreach (var (after, head, chosen, expunged) in asks)
            {
                var to = Math.Min(head, history.Count - 1);
                string[] sources = [.. Sources.Where((_, i) => (chosen >> i & 1) == 1)];
                if (await recent.ReadAsync(after, to, sources, expunged, Stop) is { } given)
                    given.Select(one => one.Index).ShouldBe(Read(history, after, to, to, sources, expunged, last: true).Select(one => one.Index));
                else
                    (to - after).ShouldBeGreaterThan(0);
            }
        },
        iter: 300);

    [Fact]
    public async Task Two_hundred_that_are_at_the_end_make_one_read_of_what_comes()
    {
        var reads = 0;
        var history = Enumerable.Range(0, 60).Select(i => EventOf(i, new Act($"record/{Sources[i % Sources.Length]}/r{i}", EventTypes.RecordSubmitted, 100))).ToList();
        using var recent = new RecentRecords(async (after, to, sources, _) =>
        {
            Interlocked.Increment(ref reads);
            await Task.Yield();
            return Read(history, after, to, to, sources, andExpunged: true, last: false);
        });
        await recent.ReadAsync(-1, 49, Sources, true, Stop);
        reads = 0;

        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => recent.ReadAsync(49, 59, [Sources[i % Sources.Length]], true, Stop)));

        reads.ShouldBe(1);
        all.Sum(one => one!.Count).ShouldBe(50 * 10);
    }

    [Fact]
    public async Task One_that_is_far_behind_reads_for_itself_and_takes_nothing_from_the_others()
    {
        var reads = new List<(long After, long To)>();
        var history = Enumerable.Range(0, 5000).Select(i => EventOf(i, new Act($"record/{Sources[0]}/r{i}", EventTypes.RecordSubmitted, 100))).ToList();
        using var recent = new RecentRecords((after, to, sources, _) =>
        {
            reads.Add((after, to));
            return Task.FromResult(Read(history, after, to, to, sources, andExpunged: true, last: false));
        });
        await recent.ReadAsync(4900, 4999, Sources, true, Stop);

        (await recent.ReadAsync(100, 4999, Sources, true, Stop)).ShouldBeNull();
        (await recent.ReadAsync(100, 300, Sources, true, Stop)).ShouldBeNull();
        (await recent.ReadAsync(4900, 4999, Sources, true, Stop))!.Count.ShouldBe(99);

        reads.ShouldBe([(4900L, 4999L)]);
    }

    [Fact]
    public async Task What_does_not_open_is_not_kept()
    {
        var access = BodyAccess.Unavailable;
        var reads = 0;
        using var recent = new RecentRecords((after, to, _, _) =>
        {
            reads++;
            return Task.FromResult(Enumerable.Range((int)after + 1, (int)(to - after)).Select(i =>
                EventOf(i, new Act($"record/{Sources[0]}/r{i}", EventTypes.RecordSubmitted, 100)) with { Opened = new OpenedBody(i == 2 ? access : BodyAccess.Open, [], 100, null) }).ToList());
        });

        (await recent.ReadAsync(-1, 4, Sources, true, Stop)).ShouldBeNull("who asks reads it for itself");
        (await recent.ReadAsync(2, 4, Sources, true, Stop))!.Count.ShouldBe(2);
        reads.ShouldBe(1);
        access = BodyAccess.Open;
        (await recent.ReadAsync(-1, 4, Sources, true, Stop))!.Select(one => one.Opened.Access).ShouldAllBe(one => one == BodyAccess.Open);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static List<SequencedEvent> Read(List<SequencedEvent> history, long after, long to, long head, string[] sources, bool andExpunged, bool last) =>
    [
        .. history.Where(one => one.Index > after && one.Index <= to && one.Stream.StartsWith("record/", StringComparison.Ordinal)
            && (sources.Any(source => one.Stream.StartsWith($"record/{source}/", StringComparison.Ordinal)) || (andExpunged && one.Type == EventTypes.RecordExpunged))
            && (!last || !history.Exists(later => later.Stream == one.Stream && later.Index > one.Index && later.Index <= head))),
    ];

    private static SequencedEvent EventOf(int index, Act act) => new(
        index, DateTimeOffset.UnixEpoch, Guid.NewGuid(), act.Stream, 1, act.Type, DateTimeOffset.UnixEpoch, new OpenedBody(BodyAccess.Open, [], act.Size, null), "m", "client:m/c", null);

    private sealed record Act(string Stream, string Type, int Size);

    private sealed record Ask(int After, int Head, int Sources, bool AndExpunged);
}
