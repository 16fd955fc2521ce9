using System.Collections.Concurrent;
using Npgsql;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>A key for a stream that is about to begin.</summary>
/// <param name="Reference">Its name in the key database, where it is durable already; null where the key itself goes with the stream.</param>
internal sealed record NewStreamKey(byte[] Key, Guid? Reference);

/// <summary>
/// Keys for new streams. Where keys have a database of their own, they are committed there by the hundred before any of them is used, so no body is ever
/// sealed under a key that only a memory holds. A replica hands out only keys that it made itself and each once; what it had left when it
/// ended is never used, and opens nothing.
/// </summary>
internal sealed partial class KeyPool(KeyDatabase database, TimeProvider time, ILogger<KeyPool> logger) : BackgroundService
{
    /// <summary>Two of intake's largest groups, so that ingest does not wait for the other database.</summary>
    private const int Full = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<NewStreamKey> _keys = new();
    private readonly SemaphoreSlim _filling = new(1, 1);
    private readonly AsyncSignal _low = new();

    /// <summary>As many keys, each of them nobody else's.</summary>
    public async Task<NewStreamKey[]> TakeAsync(int count, CancellationToken stop)
    {
        if (!database.IsApart)
        {
            return Array.ConvertAll(StreamKeyring.NewKeys(count), key => new NewStreamKey(key, null));
        }

        var taken = new NewStreamKey[count];
        for (var i = 0; i < count; i++)
        {
            taken[i] = await TakeOneAsync(stop);
        }

        if (_keys.Count < Full / 2)
        {
            _low.Fire();
        }

        return taken;
    }

    /// <summary>Keys that were taken and that no statement gave to a stream. Those of a transaction with an unknown end do not come back.</summary>
    public void GiveBack(IEnumerable<NewStreamKey> unused)
    {
        foreach (var key in unused.Where(k => k.Reference is not null))
        {
            _keys.Enqueue(key);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _filling.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database.IsApart && !stoppingToken.IsCancellationRequested)
        {
            var low = _low.Next;
            try
            {
                await FillAsync(Full / 2, stoppingToken);
                await low.WaitAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                NotFilled(e.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<NewStreamKey> TakeOneAsync(CancellationToken stop)
    {
        while (true)
        {
            if (_keys.TryDequeue(out var key))
            {
                return key;
            }

            await FillAsync(1, stop);
        }
    }

    /// <summary>Fills the pool if it has fewer keys than this.</summary>
    private async Task FillAsync(int least, CancellationToken stop)
    {
        await _filling.WaitAsync(stop);
        try
        {
            if (_keys.Count >= least)
            {
                return;
            }

            var made = Array.ConvertAll(StreamKeyring.NewKeys(Full - _keys.Count), key => new NewStreamKey(key, Ids.New(time)));
            await database.KeepAsync(made, stop);
            foreach (var key in made)
            {
                _keys.Enqueue(key);
            }
        }
        finally
        {
            _filling.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The pool of keys was not filled ({Error}); trying again.")]
    private partial void NotFilled(string error);
}
