using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Benchmarks.Running;

/// <summary>A commit that is not on disk costs nothing and proves nothing.</summary>
internal static class Durability
{
    private static readonly string[] Settings = ["fsync", "synchronous_commit", "full_page_writes"];

    /// <exception cref="MeasurementException">PostgreSQL does not flush its commits.</exception>
    public static async Task RequireAsync(SharingHubHost host, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(host.HubDatabase);
        foreach (var setting in Settings)
        {
            await using var show = database.CreateCommand($"SHOW {setting}");
            if (await show.ExecuteScalarAsync(cancellation) is not "on")
                throw new MeasurementException($"PostgreSQL runs with {setting} other than on");
        }
    }

    public static async Task<string> ServerVersionAsync(SharingHubHost host, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(host.HubDatabase);
        await using var show = database.CreateCommand("SHOW server_version");
        return (string)(await show.ExecuteScalarAsync(cancellation))!;
    }
}
