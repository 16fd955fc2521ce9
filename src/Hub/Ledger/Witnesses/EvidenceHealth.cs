using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Ledger.Witnesses;

/// <summary>Degraded while writing is stopped for want of a witness; says when there is none to ask.</summary>
internal sealed class EvidenceHealth(Witnessing witnesses, WritingGate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !witnesses.AreAsked ? HealthCheckResult.Healthy("No witness is configured: writing goes on whether or not anybody has seen the log.")
            : gate.Closed is { } closed ? HealthCheckResult.Degraded(closed.Message)
            : HealthCheckResult.Healthy());
}
