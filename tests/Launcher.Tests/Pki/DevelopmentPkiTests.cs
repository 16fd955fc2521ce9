using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using SharingHub.Launcher.Pki;

namespace SharingHub.Launcher.Tests.Pki;

public sealed class DevelopmentPkiTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public void Keys_are_readable_by_their_owner_alone()
    {
        Open().Client("customs-main", "customs");

        var keys = Directory.GetFiles(Path.Combine(folder.Path, "pki"), "*.key", SearchOption.AllDirectories);

        keys.Select(Path.GetFileName).ShouldBe(
            ["ca.key", "customs-main.key", "gateway.key", "hub.key", "identity-signing.key", "identity.key", "signer.key"], ignoreOrder: true);
        keys.ShouldAllBe(key => File.GetUnixFileMode(key) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_server_is_believed_under_each_name_of_this_machine_and_is_a_client_too()
    {
        using var gateway = Open().Gateway.Read();

        gateway.GetNameInfo(X509NameType.SimpleName, false).ShouldBe("gateway");
        foreach (var name in (string[])["localhost", "127.0.0.1", "::1"])
            gateway.MatchesHostname(name).ShouldBeTrue(name);
        gateway.MatchesHostname("example.org").ShouldBeFalse();
        Uses(gateway).ShouldBe(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"], ignoreOrder: true);
    }

    [Fact]
    public void A_client_says_who_it_is_and_for_whom_it_acts_and_is_no_server()
    {
        using var client = Open().Client("customs-main", "customs").Read();

        client.Subject.ShouldBe("O=customs, CN=customs-main");
        Uses(client).ShouldBe(["1.3.6.1.5.5.7.3.2"]);
    }

    [Fact]
    public void Everything_chains_to_the_authority_and_lasts_a_year()
    {
        var pki = Open();

        foreach (var files in (PemFiles[])[pki.Gateway, pki.Hub, pki.Identity, pki.Client("customs-main", "customs")])
        {
            using var certificate = files.Read();
            ChainsTo(pki.Authority, certificate).ShouldBeTrue(files.Certificate);
            (certificate.NotAfter - time.GetUtcNow().LocalDateTime).TotalDays.ShouldBe(365, 0.1);
        }
    }

    [Fact]
    public void The_signing_key_is_P256()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Open().IdentitySigningKey));

        key.ExportParameters(false).Curve.Oid.Value.ShouldBe(ECCurve.NamedCurves.nistP256.Oid.Value);
    }

    [Fact]
    public void Files_are_used_again()
    {
        Open().Client("customs-main", "customs");
        var before = Contents();

        time.Advance(TimeSpan.FromDays(350));
        Open().Client("customs-main", "customs");

        Contents().ShouldBe(before);
    }

    [Fact]
    public void What_ends_within_a_week_is_issued_again_by_the_same_authority()
    {
        var authority = File.ReadAllText(Open().Authority.Certificate);
        var before = File.ReadAllText(Open().Gateway.Certificate);

        time.Advance(TimeSpan.FromDays(359));

        File.ReadAllText(Open().Gateway.Certificate).ShouldNotBe(before);
        File.ReadAllText(Open().Authority.Certificate).ShouldBe(authority);
    }

    [Fact]
    public void What_another_authority_issued_is_issued_again()
    {
        Open().Client("customs-main", "customs");
        File.Delete(Open().Authority.Key);

        var pki = Open();

        using var gateway = pki.Gateway.Read();
        using var client = pki.Client("customs-main", "customs").Read();
        ChainsTo(pki.Authority, gateway).ShouldBeTrue();
        ChainsTo(pki.Authority, client).ShouldBeTrue();
    }

    [Fact]
    public void A_certificate_without_its_own_key_is_issued_again()
    {
        var pki = Open();
        File.Copy(pki.Identity.Key, pki.Hub.Key, overwrite: true);

        using var hub = Open().Hub.Read();

        hub.HasPrivateKey.ShouldBeTrue();
    }

    public void Dispose() => folder.Dispose();

    private DevelopmentPki Open() => DevelopmentPki.Open(folder.Path, time);

    private List<string> Contents() =>
        [.. Directory.GetFiles(Path.Combine(folder.Path, "pki"), "*", SearchOption.AllDirectories).Order().Select(File.ReadAllText)];

    private static IEnumerable<string> Uses(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value!);

    private static bool ChainsTo(PemFiles authority, X509Certificate2 certificate)
    {
        using var root = X509CertificateLoader.LoadCertificateFromFile(authority.Certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
