using Npgsql;
using SharingHub.Launcher.Postgres;

namespace SharingHub.Launcher.Tests.Postgres;

internal static class ClusterQuestions
{
    public static async Task<string?> AskAsync(this PrivateCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static Task RememberAsync(this PrivateCluster cluster, string word) =>
        cluster.AskAsync($"CREATE TABLE memory (word text); INSERT INTO memory VALUES ('{word}')");

    public static Task<string?> RecallAsync(this PrivateCluster cluster) => cluster.AskAsync("SELECT word FROM memory");
}
