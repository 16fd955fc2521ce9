using System.Globalization;
using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// The hub with a hundred times the history: what a pass moves is submitted and pulled, before and after so much was loaded that there are a hundred times as
/// many records. Each is the median of three.
/// </summary>
internal sealed class Growth(params Comparison[] beside) : Line("growth", "with a hundred times the history", beside)
{
    public const string Ingest = "ingest records/s", Page = "page ms", Memory = "hub MB";
    public const string IngestBefore = $"{Ingest} before", PageBefore = $"{Page} before", MemoryBefore = $"{Memory} before";

    private const string Contributor = "bazaarly";
    private const int Times = 100, Together = 100, Window = 2000, Rounds = 3, RecordsOfPage = 500;

    // What a record takes on disk, twice: autovacuum and the log of writes ahead need room of their own.
    private const int BytesNeeded = 3500;
    private const int BytesTold = 1;

    public override bool IsApart => true;

    public override TimeSpan Patience => TimeSpan.FromMinutes(60);

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        var (records, needed) = ((long)Times * stage.Records, (double)Times * stage.Records * BytesNeeded / 1e9);
        await stage.Says.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"growth loads {records:#,0} records: it needs {needed:0.#} GB below {Path.GetTempPath()} and up to an hour."));
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace / 1e9;
        if (free < needed)
            throw new MeasurementException($"there are {free:0.#} GB free");
        await stage.ReadSetAsync(cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        await using var database = NpgsqlDataSource.Create(stage.Host.HubDatabase);
        var hub = stage.Host.Hubs[0].ProcessId;
        return await pass.MeasureAsync(async () =>
        {
            var before = await RoundsAsync(stage, database, cancellation);
            var memoryBefore = Kernel.MegabytesOf(hub).Now;
            var sizesBefore = await Relations.SizesAsync(database, cancellation);
            var loaded = 0L;
            for (; loaded < (long)(Times - Rounds - 1) * stage.Records; loaded += stage.Records)
                await SubmitAsync(stage, database, cancellation);
            var sizes = await Relations.SizesAsync(database, cancellation);
            var after = await RoundsAsync(stage, database, cancellation);

            double Grown(string relation) => (sizes[relation] - sizesBefore.GetValueOrDefault(relation)) / (double)loaded;
            return (IReadOnlyList<Reading>)
            [
                new(Ingest, after.Rate), new(IngestBefore, before.Rate), new(Page, after.Page), new(PageBefore, before.Page),
                new(Memory, Kernel.MegabytesOf(hub).Now), new(MemoryBefore, memoryBefore), new("bytes a record", sizes.Keys.Sum(Grown)),
                .. sizes.Keys.Where(relation => Grown(relation) >= BytesTold).Order(StringComparer.Ordinal).Select(relation => new Reading($"bytes {relation}", Grown(relation))),
            ];
        });
    }

    private static async Task<(double Rate, double Page)> RoundsAsync(Stage stage, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var (rates, pages) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            rates.Add(stage.Records / (await SubmitAsync(stage, database, cancellation)).TotalSeconds);
            var pulled = await Pulling.RunAsync(stage.Connect(Door.Hub, ReadSet.Recipient), ReadSet.Query, RecordsOfPage, stage.Records, cancellation);
            pages.Add(pulled.TotalMilliseconds * RecordsOfPage / stage.Records);
        }

        return (Statistics.Median(rates), Statistics.Median(pages));
    }

    /// <summary>Submits what a pass moves, and waits until it is in the log's tree.</summary>
    private static async Task<TimeSpan> SubmitAsync(Stage stage, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, stage.NextTag());
        // A token of its own: loading takes longer than one lives.
        await using var hub = stage.ConnectAnew(Door.Hub, Contributor);
        var done = await Submission.RunAsync(hub, records, Together, Window, cancellation);
        await using var command = database.CreateCommand("select t.size, h.size - t.size + (select count(*) from ledger.outbox) from ledger.tree t, ledger.head h");
        while (true)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            if (reader.GetInt64(1) == 0)
            {
                stage.History.PassOver((ulong)reader.GetInt64(0));
                return done.Took;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }
}
