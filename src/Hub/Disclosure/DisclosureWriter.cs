using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Commits disclosures, those of all streams of this replica together. The transaction first locks, shared, the stream rows of every
/// member and agreement that a page relied on; a change to one of them needs that row for itself. So a page whose rules moved is found
/// out here, and a change waits for the pages that were decided before it.
/// </summary>
internal sealed class DisclosureWriter(NpgsqlDataSource database, TimeProvider time) : BackgroundService
{
    /// <summary>Pages in one commit; more only make each of them wait longer.</summary>
    private const int LargestGroup = 32;

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(1024) { SingleReader = true });

    /// <summary>Commits the page's disclosures. Null when the rules moved meanwhile: decide anew.</summary>
    public async Task<IReadOnlyList<DisclosureReference>?> CommitAsync(Draft draft, CancellationToken stop)
    {
        var pending = new Pending(draft, new TaskCompletionSource<IReadOnlyList<DisclosureReference>?>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(pending, stop);
        return await pending.Done.Task.WaitAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Pending>(LargestGroup);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                group.Clear();
                while (group.Count < LargestGroup && _queue.Reader.TryRead(out var pending))
                {
                    group.Add(pending);
                }

                await CommitAsync(group);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            while (_queue.Reader.TryRead(out var pending))
            {
                pending.Done.TrySetCanceled(stoppingToken);
            }
        }
    }

    private async Task CommitAsync(List<Pending> group)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var (versions, now) = await LockAsync(connection, transaction, group);
            var events = new List<DisclosureEvents>(group.Count);
            foreach (var pending in group)
            {
                events.Add(Holds(pending.Draft, versions, now) ? DisclosureEvents.Of(pending.Draft, now, time) : DisclosureEvents.None);
            }

            if (events.Exists(e => e.Events.Count > 0))
            {
                await AppendAsync(connection, transaction, events);
                await transaction.CommitAsync();
            }

            for (var i = 0; i < group.Count; i++)
            {
                group[i].Done.TrySetResult(events[i].Events.Count > 0 ? events[i].References : null);
            }
        }
        catch (Exception e)
        {
            foreach (var pending in group)
            {
                pending.Done.TrySetException(e);
            }
        }
    }

    private static async Task<(Dictionary<string, long> Versions, DateTimeOffset Now)> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<Pending> group)
    {
        var streams = group.SelectMany(p => p.Draft.ReliedOn().Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select id, version from history.mt_streams where id = any ($1) order by id for share")
                {
                    Parameters = { new NpgsqlParameter { Value = streams } },
                },
                new NpgsqlBatchCommand("select clock_timestamp()"),
            },
        };
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            versions.Add(reader.GetString(0), reader.GetInt64(1));
        }

        await reader.NextResultAsync();
        await reader.ReadAsync();
        return (versions, reader.GetFieldValue<DateTimeOffset>(0));
    }

    private static bool Holds(Draft draft, Dictionary<string, long> versions, DateTimeOffset now) =>
        draft.ReliedOn().All(r => versions.GetValueOrDefault(r.Key) == r.Value) && draft.Items.All(i => i.View is null || i.Grant.Window.Contains(now));

    private static async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<DisclosureEvents> events)
    {
        var keys = new NpgsqlBatchCommand("insert into keys.stream_key (stream, key) select * from unnest($1, $2)");
        keys.Parameters.Add(new NpgsqlParameter { Value = events.SelectMany(e => e.Keys).Select(k => k.Stream).ToArray() });
        keys.Parameters.Add(new NpgsqlParameter { Value = events.SelectMany(e => e.Keys).Select(k => k.Key).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });

        var index = new NpgsqlBatchCommand(
            "insert into disclosure.disclosed (record_stream, record_version, disclosure_id, recipient, agreement) select * from unnest($1, $2, $3, $4, $5)");
        var rows = events.SelectMany(e => e.Rows).ToList();
        index.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.RecordStream).ToArray() });
        index.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.RecordVersion).ToArray() });
        index.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.DisclosureId).ToArray() });
        index.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.Recipient).ToArray() });
        index.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.Agreement).ToArray() });

        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { keys, HistoryWriter.Append([.. events.SelectMany(e => e.Events)]), index },
        };
        await batch.ExecuteNonQueryAsync();
    }

    private sealed record Pending(Draft Draft, TaskCompletionSource<IReadOnlyList<DisclosureReference>?> Done);
}
