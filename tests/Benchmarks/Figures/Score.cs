using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.V1;
using Feeds = SharingHub.Launcher.Demo.Feeds;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// What scoring consignments costs by itself, in this process on one processor: the operation's consignments after its intelligence, and after so
/// many times as much history of other people; and what is held in memory for each record known.
/// </summary>
/// <param name="times">How many times the operation's history is known.</param>
internal sealed class Score(int times, params Comparison[] beside) : Line(
    times == 1 ? "score" : $"score-{times}", times == 1 ? "consignments scored" : $"consignments scored, {times} times the history", beside)
{
    public const string Held = "bytes held a record";

    private IReadOnlyList<JoinView> _intelligence = [];
    private IReadOnlyList<JoinView> _consignments = [];

    // A million and a half of records are four gigabytes, and minutes of preparing.
    public override bool IsApart => times > 10;

    public override TimeSpan Patience => IsApart ? TimeSpan.FromMinutes(20) : base.Patience;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        var all = (await Feeds.ReadAsync(cancellation)).SelectMany(feed => feed.Value.Select(record => View(feed.Key, record)))
            .OrderBy(view => view.ObservedAt).ToList();
        _consignments = [.. all.Where(view => view.Kind == RecordKind.Shipment)];
        _intelligence = [.. all.Where(view => view.Kind != RecordKind.Shipment)];
        // Until the runtime has compiled what runs often for good.
        Observe(Known(1));
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var engine = Known(times);
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)engine.Count;
        var took = await pass.MeasureAsync(() => Task.FromResult(Observe(engine)));
        return [Metrics.PerSecond(took.Count, TimeSpan.FromMilliseconds(took.Sum())), .. Metrics.Latency(took), new(Held, held)];
    }

    private ScoringEngine Known(int copies)
    {
        var engine = new ScoringEngine("customs", new TokenKey(new byte[32]), []);
        for (var copy = 0; copy < copies; copy++)
        {
            foreach (var view in copy == 0 ? _intelligence : [.. _intelligence, .. _consignments])
                engine.Observe(View(view.Contributor, Strangers.Copy(view.Record, copy)));
        }
        return engine;
    }

    // Milliseconds, one a consignment.
    private List<double> Observe(ScoringEngine engine)
    {
        var took = new List<double>(_consignments.Count);
        var tied = 0;
        foreach (var view in _consignments)
        {
            var began = Stopwatch.GetTimestamp();
            var score = engine.Observe(view);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (score!.Reasons.Any(reason => reason.Kind == ScoreReasonKind.AccusedParty)) tied++;
        }
        if (tied == 0 || tied == took.Count) throw new MeasurementException("all consignments are tied, or none");
        return took;
    }

    private static JoinView View(string contributor, IntelRecord record) => new(contributor, record, CorrelationRelease.Contributor, new HashSet<string>());
}
