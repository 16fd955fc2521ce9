using System.Net;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>What a replica says of itself to a probe, and the database by hand.</summary>
internal static class Readiness
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>It serves, and says this beside it.</summary>
    public static async Task ShouldBeDegradedAsync(this RunningOperation operation, string sentence)
    {
        var said = (Status: HttpStatusCode.Unused, Text: "");
        await Eventually.IsTrueAsync(
            async () => (said = await AskAsync(operation)) is { Status: HttpStatusCode.OK } && said.Text.StartsWith("Degraded\n", StringComparison.Ordinal)
                && said.Text.Contains(sentence, StringComparison.Ordinal),
            $"the hub says: {sentence}");
    }

    public static Task ShouldBeHealthyAsync(this RunningOperation operation) => Eventually.IsTrueAsync(
        async () => await AskAsync(operation) is { Status: HttpStatusCode.OK, Text: var text } && text.StartsWith("Healthy\n", StringComparison.Ordinal), "the hub says that it is healthy");

    public static async Task ExecuteAsync(this RunningOperation operation, string sql)
    {
        await using var connection = new NpgsqlConnection(operation.Host.HubDatabase + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(RunningOperation operation)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(operation.Ready.Ca);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } });
        using var answer = await http.GetAsync(new Uri(operation.Host.AddressOf(operation.Hub), "health/ready"), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
