using SharingHub.Launcher.Postgres;

namespace SharingHub.Tests.Support;

/// <summary>
/// The PostgreSQL of a test run: the one that <c>./hub test</c> started for all projects, or one of this process alone
/// when a project is run by itself. It ends with the process.
/// </summary>
internal static class TestCluster
{
    private static readonly Lazy<Task<string>> Server = new(FindOrStartAsync);

    /// <summary>To its database <c>postgres</c>, as a superuser.</summary>
    public static Task<string> ConnectionStringAsync() => Server.Value;

    private static async Task<string> FindOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable(TestPostgres.ConnectionVariable) is { Length: > 0 } given)
            return given;
        var cluster = await PrivateCluster.StartAsync(new ClusterOptions { Durable = false });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return cluster.ConnectionString("postgres");
    }
}
