using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Certificates;

public sealed class ForwardedCertificateTests(RunningIdentity identity)
{
    [Fact]
    public async Task The_gateways_header_is_believed()
    {
        using var gateway = identity.Caller(identity.Gateway);
        var token = (await gateway.TokenAsync("customs-main", forwarded: Header(identity.Customs))).Token;
        token.Certificate.ShouldBe(Base64Url.EncodeToString(SHA256.HashData(identity.Customs.RawData)));
    }

    [Fact]
    public async Task One_connection_of_the_gateway_serves_many_clients_and_remembers_none()
    {
        using var gateway = identity.Caller(identity.Gateway);
        (await gateway.TokenAsync("customs-main", forwarded: Header(identity.Customs))).Token.Scope.ShouldBeNull();
        (await gateway.TokenAsync("parcelwing-main", forwarded: Header(identity.Parcelwing))).Token.Scope.ShouldBeNull();
        (await gateway.TokenAsync("parcelwing-main")).ShouldBeRefused("invalid_client", "Present a client certificate");
    }

    [Fact]
    public async Task The_gateways_own_certificate_is_never_a_clients()
    {
        using var gateway = identity.Caller(identity.Gateway);
        (await gateway.TokenAsync(assertion: new Tokens.Assertion("customs-main").Es256(identity.Customs)))
            .ShouldBeRefused("invalid_client", "Present a client certificate");
    }

    [Fact]
    public async Task A_forged_header_of_a_direct_caller_is_ignored()
    {
        using var nobody = identity.Caller();
        (await nobody.TokenAsync("customs-main", forwarded: Header(identity.Customs)))
            .ShouldBeRefused("invalid_client", "Present a client certificate");

        using var parcelwing = identity.Caller(identity.Parcelwing);
        (await parcelwing.TokenAsync("customs-main", forwarded: Header(identity.Customs)))
            .ShouldBeRefused("invalid_client", "not the registered one");
        (await parcelwing.TokenAsync("parcelwing-main", forwarded: Header(identity.Customs)))
            .Token.Certificate.ShouldBe(Base64Url.EncodeToString(SHA256.HashData(identity.Parcelwing.RawData)));
    }

    [Fact]
    public async Task A_forwarded_certificate_must_come_from_the_authority_too()
    {
        using var other = new TestAuthority("Another authority");
        using var stranger = other.Client("customs");
        using var expired = identity.Authority.ExpiredClient("customs");
        using var gateway = identity.Caller(identity.Gateway);
        foreach (var certificate in new[] { stranger, expired })
            (await gateway.TokenAsync(assertion: new Tokens.Assertion("customs-main").Es256(identity.Customs), forwarded: Header(certificate)))
                .ShouldBeRefused("invalid_client", "authority issued");
    }

    [Fact]
    public async Task A_header_that_is_no_certificate_counts_as_none()
    {
        using var gateway = identity.Caller(identity.Gateway);
        (await gateway.TokenAsync("customs-main", forwarded: "!")).ShouldBeRefused("invalid_client", "Present a client certificate");
        (await gateway.TokenAsync("customs-main", forwarded: "AAAA")).ShouldBeRefused("invalid_client", "Present a client certificate");
    }

    private static string Header(X509Certificate2 certificate) => Convert.ToBase64String(certificate.RawData);
}
