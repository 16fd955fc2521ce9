using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>Degraded while no checkpoint is signed. The replica still serves: what is committed waits for its proof.</summary>
internal sealed class PublishingHealth(PublishingState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((state.Halt?.Sentence ?? state.Trouble) is { } why ? HealthCheckResult.Degraded(why) : HealthCheckResult.Healthy());
}
