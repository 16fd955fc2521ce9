using Npgsql;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>Asserts that each event comes directly after the version before it in its stream, before the tree makes their order final.</summary>
internal sealed class StreamOrder(NpgsqlDataSource database)
{
    /// <param name="events">Consecutive events of the ledger.</param>
    /// <exception cref="InvalidOperationException">One does not.</exception>
    public async Task CheckAsync(IReadOnlyList<SequencedEvent> events, CancellationToken stop)
    {
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        var before = new List<SequencedEvent>();
        foreach (var one in events)
        {
            if (last.TryGetValue(one.Stream, out var version))
            {
                Expect(version + 1 == one.Version, one.Index);
            }
            else if (one.Version > 1)
            {
                before.Add(one);
            }
            else
            {
                Expect(one.Version == 1, one.Index);
            }

            last[one.Stream] = one.Version;
        }

        if (before.Count > 0 && await FirstWithoutPredecessorAsync(before, stop) is { } index)
        {
            Expect(false, index);
        }
    }

    private async Task<long?> FirstWithoutPredecessorAsync(List<SequencedEvent> events, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            select min(n.idx) from unnest($1, $2, $3) n (stream, version, idx)
            where not exists (
              select from history.mt_events e join ledger.index i on i.event_id = e.id
              where e.stream_id = n.stream and e.version = n.version - 1 and i.idx < n.idx)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = events.Select(e => e.Stream).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = events.Select(e => e.Version).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = events.Select(e => e.Index).ToArray() });
        return await command.ExecuteScalarAsync(stop) as long?;
    }

    private static void Expect(bool holds, long index)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The event at index {index} does not follow the version before it: history was changed.");
        }
    }
}
