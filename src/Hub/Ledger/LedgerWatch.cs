using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger;

/// <summary>Tells this replica's open streams that the ledger grew by something worth waking for: by signal at once, by looking within <see cref="Signals.Net"/> else.</summary>
internal sealed class LedgerWatch(LedgerReader ledger, Signals signals) : BackgroundService
{
    private long _seen = -1;

    public AsyncSignal Grew { get; } = new();

    /// <summary>The last index, as of the last signal.</summary>
    public long Head => Volatile.Read(ref _seen);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signals.Ledger.Next;
            try
            {
                var head = await ledger.HeadAsync(stoppingToken);
                if (head != _seen)
                {
                    Volatile.Write(ref _seen, head);
                    Grew.Fire();
                }
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                // The database is away: open streams notice by themselves at their next page. This one looks again below.
            }

            await Task.WhenAny(next, Task.Delay(Signals.Net, stoppingToken));
        }
    }
}
