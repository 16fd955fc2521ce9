using System.Data.Common;

namespace SharingHub.Identity.Tokens;

/// <summary>Deletes assertions that expired. Any number of processes may do so at once.</summary>
internal sealed class ForgetExpiredAssertions(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ForgetExpiredAssertions> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    // Another process may have a slower clock and still accept what is expired here.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
                await ForgetAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<UsedAssertions>()
                .ForgetExpiredAsync(clock.GetUtcNow() - ClockMargin, cancellation);
        }
        catch (DbException fault)
        {
            log.CannotForgetAssertions(fault);
        }
    }
}
