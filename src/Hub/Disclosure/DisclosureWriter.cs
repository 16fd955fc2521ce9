using System.Threading.Channels;
using Npgsql;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Commits disclosures, those of all streams of this replica together. The transaction first shares the lock of the rules, which a change
/// of members or agreements takes for itself. So a page whose rules moved is found out here, and a change waits for the pages that were
/// decided before it: nothing decided under old rules is disclosed after the change.
/// </summary>
internal sealed class DisclosureWriter(NpgsqlDataSource database, SharingBook book, TimeProvider time) : BackgroundService
{
    /// <summary>Pages in one commit; more only make each of them wait longer.</summary>
    private const int LargestGroup = 32;

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(1024) { SingleReader = true });

    /// <summary>Commits the page's disclosures. Null when the rules moved meanwhile, or a record of it was expunged: read and decide anew.</summary>
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
            var (rules, expunged) = await HoldRulesAsync(connection, transaction, group);
            var events = new List<DisclosureEvents>(group.Count);
            foreach (var pending in group)
            {
                events.Add(pending.Draft.HoldsUnder(rules) && !pending.Draft.RestsOn(expunged) ? DisclosureEvents.Of(pending.Draft, rules.Now, time) : DisclosureEvents.None);
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

    /// <summary>
    /// The rules as they are and stay until the transaction ends, with the database's clock, and which of the records that would be shown were expunged
    /// meanwhile: an expunge takes the same lock as a change.
    /// </summary>
    private async Task<(Sharing Rules, HashSet<string> Expunged)> HoldRulesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<Pending> group)
    {
        var shown = group.SelectMany(p => p.Draft.Streams).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"select pg_advisory_xact_lock_shared({RuleChanges.Lock})"),
                new NpgsqlBatchCommand("select generation, clock_timestamp() from history.rules"),
                new NpgsqlBatchCommand("select stream from keys.stream_key where from_version > 1 and stream = any ($1)") { Parameters = { new NpgsqlParameter { Value = shown } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var (generation, now) = (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
        await reader.NextResultAsync();
        var expunged = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            expunged.Add(reader.GetString(0));
        }

        return (await book.AtLeastAsync(generation, now, CancellationToken.None), expunged);
    }

    private static async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<DisclosureEvents> events)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { KeyStore.Create(events.SelectMany(e => e.Keys)), HistoryWriter.Append([.. events.SelectMany(e => e.Events)]) },
        };
        foreach (var (id, recipient, agreement, acts) in events.SelectMany(e => e.Rows))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into disclosure.disclosed (disclosure_id, recipient, agreement, acts) values ($1, $2, $3, $4)")
            {
                Parameters = { new() { Value = id }, new() { Value = recipient }, new() { Value = agreement }, new() { Value = acts } },
            });
        }

        foreach (var (id, recipient, agreement, acts) in events.SelectMany(e => e.Uses))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into disclosure.used (use_id, recipient, agreement, acts) values ($1, $2, $3, $4)")
            {
                Parameters = { new() { Value = id }, new() { Value = recipient }, new() { Value = agreement }, new() { Value = acts } },
            });
        }

        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    private sealed record Pending(Draft Draft, TaskCompletionSource<IReadOnlyList<DisclosureReference>?> Done);
}
