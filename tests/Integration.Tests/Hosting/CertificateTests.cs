using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Hosting;

public sealed class CertificateTests(TheHub hub) : HubTests(hub)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_call_without_a_certificate_is_UNAUTHENTICATED_with_a_sentence()
    {
        foreach (var address in new[] { new Uri(Hub.Ready.Gateway), Hub.Replica })
        {
            var refused = await Refused.WithAsync(StatusCode.Unauthenticated, "CERTIFICATE_REQUIRED", () => CallAsync(Given.Line(null, address), null));
            refused.Status.Detail.ShouldContain("certificate");
        }
    }

    [Fact]
    public async Task A_good_certificate_that_nobody_registered_gets_as_far_as_the_token()
    {
        using var certificate = Issue(Now.AddDays(-1), Now.AddDays(1), ClientAuthentication);

        foreach (var address in new[] { new Uri(Hub.Ready.Gateway), Hub.Replica })
            await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_INVALID", () => CallAsync(Given.Line(certificate, address), null));
        using var answer = await Given.Line(certificate).AskForTokenAsync("operator", "");
        answer.IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task An_expired_certificate_ends_the_handshake()
    {
        using var certificate = Issue(Now.AddDays(-2), Now.AddMinutes(-1), ClientAuthentication);

        await EndsTheHandshakeAsync(certificate);
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_ends_the_handshake()
    {
        using var certificate = Issue(Now.AddHours(1), Now.AddHours(2), ClientAuthentication);

        await EndsTheHandshakeAsync(certificate);
    }

    [Fact]
    public async Task A_certificate_for_servers_ends_the_handshake()
    {
        using var certificate = Issue(Now.AddDays(-1), Now.AddDays(1), ServerAuthentication);

        await EndsTheHandshakeAsync(certificate);
    }

    [Fact]
    public async Task A_self_signed_certificate_ends_the_handshake()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=retailer-1-main, O=retailer-1", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));

        await EndsTheHandshakeAsync(certificate);
    }

    [Fact]
    public async Task The_forwarding_header_is_a_forgery_from_anyone_but_the_gateway()
    {
        var (victim, attacker) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        var stolen = await victim.TokenAsync();
        var header = ("x-client-certificate", Convert.ToBase64String(victim.Certificate.RawData));

        foreach (var address in new[] { new Uri(Hub.Ready.Gateway), Hub.Replica })
        {
            await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_BOUND_TO_OTHER_CERTIFICATE", () =>
                CallAsync(Given.Line(attacker.Certificate, address), stolen, header));
            await Refused.WithAsync(StatusCode.Unauthenticated, "CERTIFICATE_REQUIRED", () => CallAsync(Given.Line(null, address), stolen, header));
        }
    }

    [Fact]
    public async Task A_forged_or_broken_forwarding_header_does_not_disturb_its_senders_own_call()
    {
        var (victim, party) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        var token = await party.TokenAsync();

        foreach (var address in new[] { new Uri(Hub.Ready.Gateway), Hub.Replica })
        {
            foreach (var value in new[] { Convert.ToBase64String(victim.Certificate.RawData), "not base64", "" })
            {
                var members = await CallAsync(Given.Line(party.Certificate, address), token, ("x-client-certificate", value));
                members.Members.ShouldHaveSingleItem().Id.ShouldBe(party.Id);
            }
        }
    }

    private async Task EndsTheHandshakeAsync(X509Certificate2 certificate)
    {
        foreach (var address in new[] { new Uri(Hub.Ready.Gateway), Hub.Replica })
        {
            var refused = await Refused.ByAsync(() => CallAsync(Given.Line(certificate, address), null));
            refused.Reason().ShouldBeEmpty("nothing behind the handshake answered");
            refused.Status.DebugException.ShouldNotBeNull().ToString().ShouldMatch("(?s)(HttpRequestException|IOException)");
        }

        await Refused.WithAsync(StatusCode.Unauthenticated, "CERTIFICATE_REQUIRED", () => CallAsync(Given.Line(null), null));
    }

    private X509Certificate2 Issue(DateTimeOffset from, DateTimeOffset to, string use)
    {
        using var authority = X509Certificate2.CreateFromPemFile(Hub.Ready.Ca, Path.ChangeExtension(Hub.Ready.Ca, ".key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=retailer-1-main, O=retailer-1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        // The authority is minutes old; nothing checks that its life covers its children's.
        var generator = X509SignatureGenerator.CreateForECDsa(authority.GetECDsaPrivateKey()!);
        using var certificate = request.Create(authority.SubjectName, generator, from, to, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }

    private static async Task<MemberServiceListResponse> CallAsync(Line line, string? token, params (string Name, string Value)[] headers) =>
        await line.Members.ListAsync(new MemberServiceListRequest(), Line.With(token, headers));
}
