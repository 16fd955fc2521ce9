using System.Diagnostics;
using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// Records that are in the log's tree, a second, while they come in as fast as <c>ingest-100</c> lets them: from the stream's opening until the last of them is
/// integrated. Beside the rate of receipts it says whether the tree keeps up.
/// </summary>
internal sealed class Integrated(params Comparison[] beside) : Line("integrated", "records integrated while they come in", beside)
{
    private const string Contributor = "bazaarly";
    private const int Together = 100, Window = 2000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.StartSystemAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        await using var database = NpgsqlDataSource.Create(stage.Host.HubDatabase);
        await stage.History.SettleAsync(cancellation);
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, stage.NextTag());
        await using var command = database.CreateCommand("select (select size from ledger.tree), (select count(*) from ledger.outbox)");
        var (before, _) = await SizeAsync(command, cancellation);
        var took = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            await Submission.RunAsync(stage.Connect(Door.Hub, Contributor), records, Together, Window, cancellation);
            while (await SizeAsync(command, cancellation) is var (size, waiting) && (size < before + records.Count || waiting > 0))
                await Task.Delay(Pause, cancellation);
            return Stopwatch.GetElapsedTime(began);
        });
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        return [Metrics.PerSecond(records.Count, took)];
    }

    private static async Task<(long Size, long Waiting)> SizeAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
