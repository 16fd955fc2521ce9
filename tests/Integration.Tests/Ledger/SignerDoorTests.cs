using System.Net;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Signing;

namespace SharingHub.Integration.Tests.Ledger;

public sealed class SignerDoorTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Without_a_certificate_nothing_is_signed_and_nothing_is_told_but_the_public_key()
    {
        using var anyone = Client(null);

        using var sign = await anyone.PostAsync("sign", new ByteArrayContent([]));
        using var last = await anyone.GetAsync("last");

        (sign.StatusCode, last.StatusCode).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        (await anyone.GetStringAsync("log.vkey")).ShouldBe(Hub.Ready.LedgerVkey + "\n");
    }

    [Fact]
    public async Task A_member_with_a_certificate_of_the_same_authority_does_not_get_in()
    {
        var retailer = await Given.RetailerAsync();
        using var member = Client(retailer.Certificate);

        await Should.ThrowAsync<HttpRequestException>(() => member.GetAsync("last"));
    }

    [Fact]
    public async Task Who_has_the_hubs_certificate_gets_no_fork_signed_and_no_step_back()
    {
        using var stolen = Client(X509Certificate2.CreateFromPemFile(Path.Combine(Hub.Pki, "hub.pem"), Path.Combine(Hub.Pki, "hub.key")));

        HttpStatusCode fork;
        do
        {
            // The hub goes on having its own checkpoints signed; then it is a conflict, and asked again.
            var last = Checkpoint.Parse(await stolen.GetStringAsync("last")).OrThrow();
            fork = await SignAsync(stolen, new SignRequest(last.Size, [], new Checkpoint(last.Origin, last.Size + 1, last.Root)));
        }
        while (fork == HttpStatusCode.Conflict);

        fork.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var now = Checkpoint.Parse(await stolen.GetStringAsync("last")).OrThrow();
        (await SignAsync(stolen, new SignRequest(0, [], new Checkpoint(now.Origin, 1, now.Root)))).ShouldBe(HttpStatusCode.Conflict);
        (await SignAsync(stolen, new SignRequest(now.Size, [], now with { Origin = "localhost/ledger/1" }))).ShouldBe(HttpStatusCode.NotFound);
        using var garbage = await stolen.PostAsync("sign", new ByteArrayContent([1, 2, 3]));
        garbage.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // Refused by its head alone: a client that had begun to send could lose the answer with the connection.
        using var asked = new HttpRequestMessage(HttpMethod.Post, "sign") { Content = new ByteArrayContent(new byte[1_000_000]), Headers = { ExpectContinue = true } };
        using var huge = await stolen.SendAsync(asked);
        ((int)huge.StatusCode).ShouldBeInRange(400, 499);
    }

    private static async Task<HttpStatusCode> SignAsync(HttpClient client, SignRequest request)
    {
        using var answer = await client.PostAsync("sign", new ByteArrayContent(request.ToBytes()));
        return answer.StatusCode;
    }

    private HttpClient Client(X509Certificate2? certificate)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Hub.Ready.Ca);
        var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust }, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        return new HttpClient(handler) { BaseAddress = Hub.Host.AddressOf(Hub.Host.Signer) };
    }
}
