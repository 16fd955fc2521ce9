using System.Collections.Frozen;
using Marten;
using Npgsql;

namespace SharingHub.Hub.History;

/// <summary>
/// The states of one type of rule stream, folded from history and kept in memory. Asked for the current ones, it reads the generation
/// of the rules (one row) and folds again only the streams that changed, so an answer is never older than the question.
/// </summary>
/// <param name="streamType">Marten's alias of the aggregate in <c>mt_streams.type</c>, one of those that the index <c>mt_streams_rules</c> covers.</param>
/// <typeparam name="TState">The aggregate.</typeparam>
/// <typeparam name="TView">What is built from all of them; immutable.</typeparam>
internal abstract class RuleCache<TState, TView>(string streamType, RuleChanges changes, NpgsqlDataSource database, IDocumentStore store) : IDisposable
    where TState : class
    where TView : class
{
    // One statement, so one snapshot: the versions are those of exactly this generation.
    private const string VersionsNow =
        """
        select s.id, s.version, r.generation from history.rules r
        left join history.mt_streams s on s.type = $1 and s.type in ('member_state', 'agreement_state')
        """;

    private const string VersionsThen =
        """
        select s.id, max(e.version), $2 from history.mt_streams s join history.mt_events e on e.stream_id = s.id
        where s.type = $1 and s.type in ('member_state', 'agreement_state') and (e.headers->>'generation')::bigint <= $2
        group by s.id
        """;

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Dictionary<string, (long Version, TState State)> _held = [];
    private volatile Loaded? _loaded;

    /// <summary>What is built from all states, the generation that it was read at, and the database's clock.</summary>
    public async Task<Rules<TView>> CurrentAsync(CancellationToken stop)
    {
        var (generation, now) = await changes.NowAsync(stop);
        return await AtLeastAsync(generation, now, stop);
    }

    /// <summary>The same, for a generation and a time that were read just now.</summary>
    public async Task<Rules<TView>> AtLeastAsync(long generation, DateTimeOffset now, CancellationToken stop)
    {
        if (_loaded is { } loaded && loaded.Generation >= generation)
        {
            return new Rules<TView>(loaded.View, generation, now);
        }

        await _loading.WaitAsync(stop);
        try
        {
            if (_loaded is not { } other || other.Generation < generation)
            {
                var read = await LoadAsync(stop);
                _loaded = new Loaded(read, Build(_held.Values.Select(h => (h.State, h.Version))), _held.ToFrozenDictionary(h => (h.Key, h.Value.Version), h => h.Value.State));
            }

            return new Rules<TView>(_loaded!.View, _loaded.Generation, now);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The same as it was in an earlier generation, folded from history.</summary>
    public async Task<TView> AtGenerationAsync(long generation, CancellationToken stop)
    {
        if (_loaded is { } loaded && loaded.Generation == generation)
        {
            return loaded.View;
        }

        await using var session = store.QuerySession();
        var states = new List<(TState, long)>();
        foreach (var (stream, version) in (await VersionsAsync(VersionsThen, generation, stop)).Versions)
        {
            // Most streams have not moved since; a state is never changed once it is folded.
            states.Add((
                _loaded is { } now && now.States.TryGetValue((stream, version), out var held) ? held : (await session.Events.AggregateStreamAsync<TState>(stream, version, token: stop))!,
                version));
        }

        return Build(states);
    }

    public void Dispose() => _loading.Dispose();

    protected abstract TView Build(IEnumerable<(TState State, long Version)> states);

    /// <returns>The generation that was read.</returns>
    private async Task<long> LoadAsync(CancellationToken stop)
    {
        await using var session = store.QuerySession();
        var (versions, generation) = await VersionsAsync(VersionsNow, generation: null, stop);
        foreach (var (stream, version) in versions)
        {
            if (!_held.TryGetValue(stream, out var held) || held.Version != version)
            {
                _held[stream] = (version, (await session.Events.AggregateStreamAsync<TState>(stream, version, token: stop))!);
            }
        }

        return generation;
    }

    private async Task<(List<(string Stream, long Version)> Versions, long Generation)> VersionsAsync(string sql, long? generation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(streamType);
        if (generation is { } then)
        {
            command.Parameters.AddWithValue(then);
        }

        var versions = new List<(string, long)>();
        var read = generation ?? 0;
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            read = reader.GetInt64(2);
            if (!await reader.IsDBNullAsync(0, stop))
            {
                versions.Add((reader.GetString(0), reader.GetInt64(1)));
            }
        }

        return (versions, read);
    }

    private sealed record Loaded(long Generation, TView View, FrozenDictionary<(string Stream, long Version), TState> States);
}

/// <summary>A view of the rules, its generation, and the database's clock when it was asked for.</summary>
internal sealed record Rules<TView>(TView View, long Generation, DateTimeOffset Now);
