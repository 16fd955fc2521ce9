using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// What a record takes on PostgreSQL's disk, by table (with what of it lies out of line) and by index: how much each grew by while as many records as a pass
/// moves came in and a checkpoint covered them, a record. Free space within pages counts, and what autovacuum gives back in time.
/// </summary>
internal sealed class DiskSize(params Comparison[] beside) : Line("disk", "bytes a record on disk", beside)
{
    public const string Total = "bytes";

    // Not whose listings the watches of other lines begin with.
    private const string Contributor = "bazaarly";
    private const int BytesTold = 8;

    private HashSet<string> _relations = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.ReadSetAsync(cancellation);
        await using var database = NpgsqlDataSource.Create(stage.Host.HubDatabase);
        // The read set is as many records: what it did not give several bytes each is told in the total alone. Disclosures are the reading's.
        _relations = [.. (await Relations.SizesAsync(database, cancellation))
            .Where(one => one.Value >= BytesTold * stage.Records && !one.Key.StartsWith("disclosure.", StringComparison.Ordinal)).Select(one => one.Key)];
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        await using var database = NpgsqlDataSource.Create(stage.Host.HubDatabase);
        await Checkpoints.CoverAsync(database, cancellation);
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, stage.NextTag());
        var before = await Relations.SizesAsync(database, cancellation);
        await pass.MeasureAsync(() => Submission.RunAsync(stage.Connect(Door.Hub, Contributor), records, 100, 2000, cancellation));
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        await Checkpoints.CoverAsync(database, cancellation);
        var after = await Relations.SizesAsync(database, cancellation);

        double Grown(string relation) => (double)(after[relation] - before.GetValueOrDefault(relation)) / records.Count;
        return
        [
            new(Total, after.Keys.Sum(Grown)),
            new("bytes sent", records.Average(record => record.Length)),
            .. _relations.Order(StringComparer.Ordinal).Select(relation => new Reading($"bytes {relation}", Grown(relation))),
        ];
    }
}
