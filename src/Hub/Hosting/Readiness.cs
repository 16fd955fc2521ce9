using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Hosting;

/// <summary>Ready means: the database answers, so calls can be served, and this replica is not stopping.</summary>
internal sealed class Readiness(NpgsqlDataSource database, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("stopping");
        }

        try
        {
            await using var command = database.CreateCommand("select 1");
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e))
        {
            return HealthCheckResult.Unhealthy("the database does not answer");
        }
    }
}
