using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharingHub.Hub.History;

/// <summary>Degraded while the key database does not answer: what has its key there can be neither read nor written, all else goes on.</summary>
internal sealed class KeyHealth(KeyDatabase keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await keys.AnswersAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The key database does not answer: records whose keys are there cannot be read, and new ones wait once the pool of keys is used up.");
}
