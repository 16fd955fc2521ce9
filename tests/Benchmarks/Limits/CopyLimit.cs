using System.Diagnostics;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>What PostgreSQL takes: binary COPY of the same records into (bigint, bytea), 1 000 a commit.</summary>
internal sealed class CopyLimit(int writers) : Line($"copy-{writers}", $"COPY, 1 000 a commit, {writers} writer{(writers == 1 ? "" : "s")}")
{
    private const int Together = 1000;

    private NpgsqlDataSource _database = null!;
    private IReadOnlyList<ByteString> _records = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        _database = await LimitTable.OpenAsync(stage, $"copied_{writers}", cancellation);
        _records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, "limit");
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        await LimitTable.EmptyAsync(_database, $"copied_{writers}", cancellation);
        var share = (_records.Count + writers - 1) / writers;
        var took = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer * share, Math.Min(_records.Count, (writer + 1) * share), cancellation))));
            return Stopwatch.GetElapsedTime(began);
        });
        return [Metrics.PerSecond(_records.Count, took)];
    }

    private async Task WriteAsync(int from, int to, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        while (from < to)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY copied_{writers} FROM STDIN (FORMAT binary)", cancellation);
            for (var end = Math.Min(to, from + Together); from < end; from++)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync((long)from, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(_records[from].ToByteArray(), NpgsqlDbType.Bytea, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }
    }
}
