using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Limits;

/// <summary>What PostgreSQL gives back: one select of all rows.</summary>
internal sealed class SelectLimit() : Line("select", "select of all rows")
{
    private const string Table = "selected";

    private NpgsqlDataSource _database = null!;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        _database = await LimitTable.OpenAsync(stage, Table, cancellation);
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {Table} FROM STDIN (FORMAT binary)", cancellation);
        var id = 0L;
        foreach (var record in (await stage.WorkloadAsync(cancellation)).Make(stage.Records, "limit"))
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(id++, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(record.ToByteArray(), NpgsqlDbType.Bytea, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var (rows, took) = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            var count = 0;
            await using var select = _database.CreateCommand($"SELECT id, body FROM {Table}");
            await using var reader = await select.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                _ = reader.GetInt64(0);
                _ = reader.GetFieldValue<byte[]>(1);
                count++;
            }

            return (count, Stopwatch.GetElapsedTime(began));
        });
        return rows == pass.Stage.Records ? [Metrics.PerSecond(rows, took)] : throw new MeasurementException($"{rows} rows came instead of {pass.Stage.Records}");
    }
}
