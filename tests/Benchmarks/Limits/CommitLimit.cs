using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>What a commit costs PostgreSQL: one record each.</summary>
internal sealed class CommitLimit(int writers) : Line($"commit-{writers}", $"one record a commit, {writers} writer{(writers == 1 ? "" : "s")}")
{
    private NpgsqlDataSource _database = null!;
    private IReadOnlyList<ByteString> _records = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        _database = await LimitTable.OpenAsync(stage, $"committed_{writers}", cancellation);
        _records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records / 20 * Math.Min(2, writers), "limit");
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        await LimitTable.EmptyAsync(_database, $"committed_{writers}", cancellation);
        var milliseconds = new ConcurrentBag<double>();
        var took = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer, milliseconds, cancellation))));
            return Stopwatch.GetElapsedTime(began);
        });
        return [Metrics.PerSecond(_records.Count, took), .. Metrics.Latency(milliseconds)];
    }

    private async Task WriteAsync(int writer, ConcurrentBag<double> milliseconds, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var insert = new NpgsqlCommand($"INSERT INTO committed_{writers} VALUES ($1, $2)", connection);
        var id = new NpgsqlParameter<long>();
        var body = new NpgsqlParameter<byte[]>();
        insert.Parameters.AddRange((NpgsqlParameter[])[id, body]);
        await insert.PrepareAsync(cancellation);
        for (var next = writer; next < _records.Count; next += writers)
        {
            (id.TypedValue, body.TypedValue) = (next, _records[next].ToByteArray());
            var began = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync(cancellation);
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }
}
