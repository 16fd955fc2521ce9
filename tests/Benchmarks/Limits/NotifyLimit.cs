using System.Diagnostics;
using Google.Protobuf;
using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>What waking a reader costs PostgreSQL: insert and NOTIFY in one transaction, and another session that is woken and reads the row.</summary>
internal sealed class NotifyLimit() : Line("notify", "insert + NOTIFY + read the row")
{
    private const string Table = "notified";

    private NpgsqlDataSource _database = null!;
    private IReadOnlyList<ByteString> _records = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        _database = await LimitTable.OpenAsync(stage, Table, cancellation);
        await using var index = _database.CreateCommand($"CREATE INDEX ON {Table} (id)");
        await index.ExecuteNonQueryAsync(cancellation);
        _records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records / 100, "limit");
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        await LimitTable.EmptyAsync(_database, Table, cancellation);
        await using var writer = await _database.OpenConnectionAsync(cancellation);
        await using var reader = await _database.OpenConnectionAsync(cancellation);
        await using (var listen = new NpgsqlCommand($"LISTEN {Table}", reader))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        return await pass.MeasureAsync(async () =>
        {
            var milliseconds = new List<double>(_records.Count);
            for (var id = 0L; id < _records.Count; id++)
            {
                var began = Stopwatch.GetTimestamp();
                var woken = reader.WaitAsync(cancellation);
                await using var insert = new NpgsqlCommand(
                    $"WITH row AS (INSERT INTO {Table} VALUES ($1, $2)) SELECT pg_notify('{Table}', '')", writer)
                { Parameters = { new() { Value = id }, new() { Value = _records[(int)id].ToByteArray() } } };
                await insert.ExecuteNonQueryAsync(cancellation);
                await woken;
                await using var select = new NpgsqlCommand($"SELECT body FROM {Table} WHERE id = $1", reader) { Parameters = { new() { Value = id } } };
                if (await select.ExecuteScalarAsync(cancellation) is not byte[])
                    throw new MeasurementException("the row was not there");
                milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return (IReadOnlyList<Reading>)[.. Metrics.Latency(milliseconds)];
        });
    }
}
