using Npgsql;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>A moment of history, and the rules as they were then.</summary>
/// <param name="Index">The last ledger index of that moment; -1 when there was none.</param>
internal sealed record Moment(long Index, Sharing Sharing);

/// <summary>Finds the moment that an auditor names: "as of a time" is the last index that was sequenced by then.</summary>
internal sealed class PastRules(NpgsqlDataSource database, SharingBook book)
{
    public async Task<Moment> AtAsync(AsOf? asOf, CancellationToken stop)
    {
        if (asOf is null || asOf.MomentCase == AsOf.MomentOneofCase.None)
        {
            var now = await book.CurrentAsync(stop);
            return new Moment(await ScalarAsync("select size - 1 from ledger.head", null, stop), now);
        }

        var index = asOf.MomentCase == AsOf.MomentOneofCase.Index
            ? Math.Min((long)Math.Min(asOf.Index, long.MaxValue), await ScalarAsync("select size - 1 from ledger.head", null, stop))
            : await ScalarAsync("select coalesce(max(idx), -1) from ledger.index where sequenced_at <= $1", asOf.Time.ToDateTimeOffset(), stop);
        var (generation, sequencedAt) = await GenerationAsync(index, stop);
        var time = asOf.MomentCase == AsOf.MomentOneofCase.Time ? asOf.Time.ToDateTimeOffset() : sequencedAt;
        return new Moment(index, await book.ThenAsync(generation, time, stop));
    }

    /// <summary>The generation of the rules at an index, and when that index was given.</summary>
    private async Task<(long Generation, DateTimeOffset SequencedAt)> GenerationAsync(long index, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(max((e.headers->>'generation')::bigint), 0), (select sequenced_at from ledger.index where idx = $1)
            from history.mt_streams s
            join history.mt_events e on e.stream_id = s.id
            join ledger.index i on i.event_id = e.id
            where s.type in ('member_state', 'agreement_state') and i.idx <= $1
            """);
        command.Parameters.AddWithValue(index);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), await reader.IsDBNullAsync(1, stop) ? DateTimeOffset.MinValue : reader.GetFieldValue<DateTimeOffset>(1));
    }

    private async Task<long> ScalarAsync(string sql, DateTimeOffset? at, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        if (at is { } time)
        {
            command.Parameters.AddWithValue(time.ToUniversalTime());
        }

        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
