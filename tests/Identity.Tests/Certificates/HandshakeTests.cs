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

    private async Task ShouldBeRefusedAsync(X509Certificate2 certificate)
    {
        using var mine = certificate;
        using var caller = identity.Caller(mine);
        await Should.ThrowAsync<HttpRequestException>(() => caller.GetAsync("health/live"));
    }
}
