using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// How old a record is when the first checkpoint that covers it is signed and kept: from the beginning of its transaction, both times by the database's
/// clock. Records come a few at a time, at all moments of the second between two checkpoints.
/// </summary>
internal sealed class CommitToCheckpoint(params Comparison[] beside) : Line("checkpoint", "commit to signed checkpoint", beside)
{
    private const string Contributor = "bazaarly";
    private const int Together = 10;

    // No divisor of the second that lies between two checkpoints.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(97);

    private const string Ages =
        """
        select extract(epoch from (select c.signed_at from ledger.checkpoint c where c.size > i.idx order by c.size limit 1) - e.timestamp)::float8 * 1000
        from ledger.index i join history.mt_events e on e.id = i.event_id
        where i.idx >= $1 and e.type = 'record.submitted.v1'
        """;

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.StartSystemAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        await using var database = NpgsqlDataSource.Create(stage.Host.HubDatabase);
        await stage.History.SettleAsync(cancellation);
        var (first, rounds) = ((long)stage.History.Next, stage.Records / 1000);
        var records = (await stage.WorkloadAsync(cancellation)).Make(rounds * Together, stage.NextTag());
        await pass.MeasureAsync(async () =>
        {
            foreach (var some in records.Chunk(Together))
            {
                await Submission.RunAsync(stage.Connect(Door.Hub, Contributor), some, Together, Together, cancellation);
                await Task.Delay(Pause, cancellation);
            }

            return true;
        });
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        await Checkpoints.CoverAsync(database, cancellation);

        var milliseconds = new List<double>();
        await using var command = database.CreateCommand(Ages);
        command.Parameters.AddWithValue(first);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            milliseconds.Add(reader.GetDouble(0));
        return milliseconds.Count == records.Count
            ? [.. Metrics.Latency(milliseconds), new(Metrics.Max, milliseconds.Max())]
            : throw new MeasurementException($"{milliseconds.Count} records were covered instead of {records.Count}");
    }
}
