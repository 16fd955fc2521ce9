using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Tree;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Has the tree signed when it grew, a second apart at least. Every replica runs one; see <see cref="Publication"/>.</summary>
internal sealed class Publisher(Publication publication, LedgerState state, Integrator integrator, TimeProvider time) : BackgroundService
{
    /// <summary>After a fault, and between two looks at the signer while nothing grows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long? _compared;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var grew = integrator.Grew.Next;
            var wait = await TryAsync(stoppingToken);
            await (wait is { } pause ? Task.Delay(pause, time, stoppingToken) : Task.WhenAny(grew, Task.Delay(Signals.Net, time, stoppingToken)))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round.</summary>
    /// <returns>How long to leave it; null to look again when the tree grows.</returns>
    private async Task<TimeSpan?> TryAsync(CancellationToken stop)
    {
        try
        {
            var published = await publication.PublishAsync(stop);
            if (published == Published.Nothing && CompareNow())
            {
                published = new Published(Halt: await publication.CompareAsync(stop));
                _compared = time.GetTimestamp();
                if (published.Halt is null)
                {
                    state.Works();
                }
            }
            else if (published is { Wait: not null, Halt: null })
            {
                state.Works();
            }

            if (published.Halt is null)
            {
                return published.Wait;
            }

            state.Halted(published.Halt);
            return Pause;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or FormatException)
        {
            state.Troubled(e is OperationCanceledException ? "The signer does not answer in time." : e.Message);
            _compared = null;
            return Publication.Gap;
        }
        catch (Exception e)
        {
            state.Troubled(DatabaseFaults.IsDatabaseAway(e) ? "The database is away." : $"{e.GetType().Name}.");
            _compared = null;
            return Publication.Gap;
        }
    }

    private bool CompareNow() => _compared is not { } at || time.GetElapsedTime(at) >= Pause;
}
