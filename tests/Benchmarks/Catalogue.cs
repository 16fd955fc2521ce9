using SharingHub.Benchmarks.Figures;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Limits;
using SharingHub.Benchmarks.Running;
using static SharingHub.Benchmarks.Harness.Mark;
using static SharingHub.Benchmarks.Harness.Metrics;

namespace SharingHub.Benchmarks;

/// <summary>All lines, with what each figure is put beside. Where the marks come from: docs/performance.md.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Line> All { get; } =
    [
        new CopyLimit(1),
        new CopyLimit(8),
        new CommitLimit(1),
        new CommitLimit(8),
        new SelectLimit(),
        new NotifyLimit(),
        new BareSubmitLimit("bare-submit", "gRPC over TLS: a result a record, window 256", Door.Bare, 256),
        new BareSubmitLimit("bare-round-trip", "gRPC over TLS: one in flight", Door.Bare, 1),
        new BarePullLimit("bare-pull-1", "gRPC over TLS: server stream, 1 record a message", Door.Bare, 1),
        new BarePullLimit("bare-pull-100", "gRPC over TLS: server stream, 100 records a message", Door.Bare, 100),
        new BareSubmitLimit("bare-submit-gateway", "bare-submit through the gateway", Door.BareGateway, 256),
        new BarePullLimit("bare-pull-gateway", "bare-pull-1 through the gateway", Door.BareGateway, 1),
        new HashLimit(),
        new SignatureLimit(),

        new Decision(10, new Comparison("µs", NoMoreThan(1)), new Comparison("bytes", NoMoreThan(0))),
        new Decision(1000, new Comparison("µs", NoMoreThan(1)), new Comparison("bytes", NoMoreThan(0))),
        new Score(1, new Comparison(Rate, NoLessThan(5000))),
        new Score(10, new Comparison(Rate, NoLessThan(5000)), new Comparison(Rate, NoLessThan(0.8), ("score", Rate))),
        new Score(100, new Comparison(Rate, NoLessThan(5000)), new Comparison(Rate, NoLessThan(0.8), ("score", Rate))),
        new Pull("pull", "pull", Door.Hub, new Comparison(Rate, NoLessThan(0.30), ("bare-pull-1", Rate)), new Comparison(Rate, null, ("bare-pull-100", Rate))),
        new Replay(new Comparison(Rate, NoLessThan(0.35), ("select", Rate))),
        new CommitToCheckpoint(new Comparison(P99, NoMoreThan(1500))),
        new ArchiveCheck(new Comparison(ArchiveCheck.Rate, null, ("sha-256", HashLimit.Rate))),
        new ReceiptsProven(new Comparison(ReceiptsProven.Rate, null, ("sha-256", HashLimit.Rate))),
        new ReceiptsChecked(new Comparison(ReceiptsProven.Rate, null, ("ed25519", SignatureLimit.Rate))),
        new DiskSize(new Comparison(DiskSize.Total, null)),
        new Ingest(
            "ingest", "ingest, 1 record a message, window 256", Door.Hub, 1, 256, 1,
            new Comparison(Rate, NoLessThan(0.20), ("copy-1", Rate)), new Comparison(Rate, null, ("bare-submit", Rate)), new Comparison(P99, NoMoreThan(50))),
        new Ingest(
            "ingest-100", "ingest, 100 records a message", Door.Hub, 100, 2000, 1,
            new Comparison(Rate, NoLessThan(0.30), ("copy-1", Rate)), new Comparison(Rate, null, ("copy-8", Rate))),
        new SignedIngest(new Comparison(Rate, null, ("ingest-100", Rate))),
        new Costs(new Comparison("µs seal", null)),
        new Integrated(new Comparison(Rate, NoLessThan(0.90), ("ingest-100", Rate))),
        new Ingest(
            "one-in-flight", "ingest, one in flight", Door.Hub, 1, 1, 50,
            new Comparison(P50, NoMoreThan(2), ("commit-1", P50), ("bare-round-trip", P50))),
        new CommitToSubscriber(
            new Comparison(P50, NoMoreThan(5)), new Comparison(P50, null, ("notify", P50)),
            new Comparison(P99, NoMoreThan(20)), new Comparison(P99, null, ("notify", P99))),
        new Termination(new Comparison(Max, NeverMoreThan(1000))),
        new Ingest("ingest-gateway", "ingest through the gateway", Door.Gateway, 1, 256, 1, new Comparison(Rate, null, ("bare-submit-gateway", Rate))),
        new Pull("pull-gateway", "pull through the gateway", Door.Gateway, new Comparison(Rate, null, ("bare-pull-gateway", Rate))),
        new Memory(new Comparison("peak MB", NeverMoreThan(350))),
        new Crowd(new Comparison(P99, NoMoreThan(1000)), new Comparison("receipt p99 ms", NoMoreThan(1000)), new Comparison(Crowd.Peak, NeverMoreThan(350))),
        // Last: what they leave in memory is no other line's, and the hub is killed after them.
        new SubmitToLead(Border.Harbour, 1, 1000, new Comparison(P99, NoMoreThan(100))),
        new SubmitToLead(Border.Seaport, 10, 1000, new Comparison(P99, NoMoreThan(100))),
        new Killed(new Comparison(Killed.Lost, NeverMoreThan(0)), new Comparison(Killed.Twice, NeverMoreThan(0))),
        new Growth(
            new Comparison(Growth.Ingest, NoLessThan(0.8), ("growth", Growth.IngestBefore)), new Comparison(Growth.Page, NoMoreThan(1.2), ("growth", Growth.PageBefore)),
            new Comparison(Growth.Memory, NoMoreThan(1.2), ("growth", Growth.MemoryBefore))),
        new Federated(
            new Comparison(Rate, NoLessThan(0.5), ("federated", Federated.Pulled)), new Comparison(Federated.Silence, NeverMoreThan(2000))),
    ];

    public static string Names => string.Join(' ', All.Select(line => line.Name));

    /// <summary>The named lines and the limits that they are put beside, in the catalogue's order; all where none is named.</summary>
    /// <exception cref="KeyNotFoundException">A name is none of a line; the message lists those that are.</exception>
    public static IReadOnlyList<Line> Select(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return [.. All.Where(line => !line.IsApart)];
        var wrong = names.Where(name => All.All(line => line.Name != name)).ToList();
        if (wrong.Count > 0)
            throw new KeyNotFoundException($"There is no line {string.Join(", ", wrong)}. There are: {Names}");
        // A figure that another is put beside may have a limit of its own.
        var wanted = names.ToHashSet();
        for (var before = 0; before < wanted.Count;)
        {
            before = wanted.Count;
            wanted.UnionWith(All.Where(line => wanted.Contains(line.Name)).SelectMany(line => line.Beside.SelectMany(one => one.Of).Select(of => of.Line)).ToList());
        }

        return [.. All.Where(line => wanted.Contains(line.Name))];
    }
}
