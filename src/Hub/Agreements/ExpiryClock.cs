using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>
/// Writes down, once, that an agreement's validity has passed, by the database's clock. It had stopped acting by itself then; this is for
/// those who read history or watch. All replicas do it; who comes second finds it done, for the decision is taken while the rules are held.
/// </summary>
internal sealed class ExpiryClock(AgreementBook agreements, RuleChanges changes, RuleWatch rules, ILogger<ExpiryClock> logger) : BackgroundService
{
    private const string Actor = "system:agreements";

    /// <summary>Clocks that run apart, and timers that cannot be longer, are met by looking again.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = rules.Changed.Next;
            try
            {
                var sleep = await NoteAsync(stoppingToken);
                await changed.WaitAsync(sleep, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                AgreementsLog.ExpiryNotNoted(logger, e.GetType().Name);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>How long until the next validity ends.</returns>
    private async Task<TimeSpan> NoteAsync(CancellationToken stop)
    {
        var (directory, _, now) = await agreements.CurrentAsync(stop);
        var ahead = directory.All
            .Where(a => a.EndsAt is not null && a.Status is not (AgreementStatus.Terminated or AgreementStatus.Expired))
            .ToLookup(a => a.HasLapsed(now));
        foreach (var lapsed in ahead[true])
        {
            await changes.DecideAsync<AgreementState>(
                new Acting(lapsed.Terms.Provider, Actor),
                StreamKeys.Agreement(lapsed.AgreementId),
                async state => AgreementDecisions.Expire(state, (await changes.NowAsync(stop)).Now),
                stop);
        }

        var sleep = ahead[false].Min(a => a.EndsAt) - now ?? LongestSleep;
        return sleep > LongestSleep ? LongestSleep : sleep + ShortestSleep;
    }
}
