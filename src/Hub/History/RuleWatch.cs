using Npgsql;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>Tells this replica's open streams that members or agreements changed: by signal at once, by looking within <see cref="Signals.Net"/> else.</summary>
internal sealed class RuleWatch(RuleChanges changes, Signals signals) : BackgroundService
{
    private long _seen = -1;

    public AsyncSignal Changed { get; } = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signals.Rules.Next;
            try
            {
                var (generation, _) = await changes.NowAsync(stoppingToken);
                if (generation != _seen)
                {
                    _seen = generation;
                    Changed.Fire();
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
