using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharingHub.Hub.Ledger;

/// <summary>Degraded while no checkpoint is signed. The replica still serves: what is committed waits for its proof.</summary>
internal sealed class LedgerHealth(LedgerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((state.Stuck ?? state.Halt?.Sentence ?? state.Trouble) is { } why ? HealthCheckResult.Degraded(why) : HealthCheckResult.Healthy());
}
