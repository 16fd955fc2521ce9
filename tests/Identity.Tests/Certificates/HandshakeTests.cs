using System.Net;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Certificates;

public sealed class HandshakeTests(RunningIdentity identity)
{
    [Fact]
    public async Task A_certificate_of_the_authority_for_clients_is_let_in()
    {
        using var caller = identity.Caller(identity.Customs);
        (await caller.GetAsync("health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var other = new TestAuthority("Members' authority");
        await ShouldBeRefusedAsync(other.Client("customs"));
    }

    [Fact]
    public async Task An_expired_certificate_is_refused() => await ShouldBeRefusedAsync(identity.Authority.ExpiredClient("customs"));

    [Fact]
    public async Task A_certificate_for_servers_is_refused() => await ShouldBeRefusedAsync(identity.Authority.ClientForServersOnly("customs"));

    [Fact]
    public async Task A_certificate_that_names_no_use_is_refused() => await ShouldBeRefusedAsync(identity.Authority.ClientWithoutUse("customs"));

    [Fact]
    public async Task An_intermediate_counts_when_the_bundle_holds_it_with_its_root()
    {
        using var intermediate = identity.Authority.Intermediate("Customs' authority");
        using var certificate = intermediate.Client("customs");
        await ShouldBeRefusedAsync(intermediate.Client("customs"));

        var settings = new Dictionary<string, string>(identity.Settings)
        {
            ["Identity:ClientCa"] = identity.Write(
                "bundle.pem", intermediate.Root.ExportCertificatePem() + "\n" + identity.Authority.Root.ExportCertificatePem()),
        };
        await using var process = IdentityProcess.Start(settings);
        using var caller = identity.Caller(await process.ListeningAsync(), certificate);
        (await caller.TokenAsync(assertion: new Tokens.Assertion("customs-main").Es256(identity.Customs))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldBeRefusedAsync(X509Certificate2 certificate)
    {
        using var mine = certificate;
        using var caller = identity.Caller(mine);
        await Should.ThrowAsync<HttpRequestException>(() => caller.GetAsync("health/live"));
    }
}
