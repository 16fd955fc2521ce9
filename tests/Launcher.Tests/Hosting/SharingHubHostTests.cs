using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;
using SharingHub.Tests.Support;

namespace SharingHub.Launcher.Tests.Hosting;

public sealed class SharingHubHostTests(RunningHub running) : IClassFixture<RunningHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_member_gets_a_token_for_each_of_its_purposes()
    {
        foreach (var member in ModelOperation.Members)
            foreach (var purpose in member.Purposes)
            {
                var (status, body) = await AskForTokenAsync(running.Ready.Members[member.Id], purpose);
                status.ShouldBe(HttpStatusCode.OK, $"{member.Id} {purpose}: {body}");
                body["access_token"].ShouldNotBeNull();
            }
    }

    [Fact]
    public async Task No_member_gets_a_token_for_a_purpose_of_another()
    {
        var (status, body) = await AskForTokenAsync(running.Ready.Members["customs"], ModelOperation.CriminalInvestigation);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body["access_token"].ShouldBeNull();
    }

    [Fact]
    public async Task A_killed_hub_starts_again_at_its_address()
    {
        var hub = running.Host.Hubs[0];
        var before = hub.ProcessId;

        await hub.KillAsync();
        Eventually.IsGone(before).ShouldBeTrue();
        // Answers when the address from before is ready.
        await running.Host.StartAsync(hub, Cancellation);

        hub.ProcessId.ShouldNotBe(before);
    }

    [Fact]
    public async Task Tokens_are_issued_again_after_PostgreSQL_stopped_at_once_and_came_back()
    {
        var cluster = running.Host.Cluster.ShouldNotBeNull();

        await cluster.StopImmediateAsync();
        await cluster.StartAsync(Cancellation);

        // The first call may find a connection of the pool dead.
        var status = HttpStatusCode.InternalServerError;
        for (var attempt = 0; attempt < 10 && status != HttpStatusCode.OK; attempt++)
            (status, _) = await AskForTokenAsync(running.Ready.Members["customs"], ModelOperation.BorderTargeting);
        status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_does_not_start_is_named_with_the_end_of_its_log_and_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        var broken = new Dictionary<string, string?> { ["Identity__SigningKey"] = "/no/such/key" };

        var failure = await Should.ThrowAsync<LauncherException>(() => SharingHubHost.StartAsync(
            new HostOptions { Folder = folder.Path, Port = 0, Durable = false, Environment = broken }, Cancellation));

        failure.Message.ShouldStartWith("identity ended with code 1.");
        failure.Message.ShouldContain("/no/such/key");
        File.Exists(ReadyFile.PathIn(folder.Path)).ShouldBeFalse();
        File.Exists(Path.Combine(folder.Path, "postgres", "postmaster.pid")).ShouldBeFalse();
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> AskForTokenAsync(ReadyClient client, string purpose)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(running.Ready.Ca);
        using var certificate = X509Certificate2.CreateFromPemFile(client.Certificate, client.Key);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [certificate],
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        using var http = new HttpClient(handler);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.ClientId,
            ["scope"] = $"purpose:{purpose}",
        });
        using var response = await http.PostAsync(running.Ready.TokenEndpoint, form, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
