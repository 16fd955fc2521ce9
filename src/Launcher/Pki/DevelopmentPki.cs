using System.Net;
using System.Security.Cryptography;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Launcher.Pki;

/// <summary>
/// A certificate authority for one machine, in <c>DIR/pki</c>: made on the first start, used again on every later one.
/// For development and trials; production brings its own certificates by configuration.
/// </summary>
public sealed class DevelopmentPki
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan CertificateLife = TimeSpan.FromDays(365);

    // Longer than anyone keeps one run going without a restart in development.
    private static readonly TimeSpan RenewWithin = TimeSpan.FromDays(7);

    private readonly string folder;
    private readonly TimeProvider time;

    private DevelopmentPki(string folder, TimeProvider time)
    {
        this.folder = folder;
        this.time = time;
    }

    /// <summary>The certificate that everything here chains to.</summary>
    public PemFiles Authority => Files("ca");

    /// <summary>Server, and client towards hub and identity.</summary>
    public PemFiles Gateway => Files("gateway");

    public PemFiles Hub => Files("hub");

    public PemFiles Identity => Files("identity");

    public PemFiles Signer => Files("signer");

    /// <summary>The private key that signs access tokens.</summary>
    public string IdentitySigningKey => Path.Combine(folder, "identity-signing.key");

    /// <summary>Opens the authority of a data folder; makes or renews what is missing or runs out.</summary>
    /// <param name="dataFolder">Its folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="address">Where the servers are, besides localhost.</param>
    public static DevelopmentPki Open(string dataFolder, TimeProvider time, IPAddress? address = null)
    {
        var pki = new DevelopmentPki(Path.Combine(dataFolder, "pki"), time);
        DataFolder.MakeClosed(pki.folder);
        DataFolder.MakeClosed(Path.Combine(pki.folder, "clients"));
        if (!pki.Authority.AreGood(null, pki.RenewalLimit))
            pki.Authority.Write(CertificateIssuing.Authority(pki.Now, AuthorityLife));
        foreach (var server in (string[])["gateway", "hub", "identity", "signer"])
            pki.Ensure(pki.Files(server), CertificateIssuing.Server(server, address ?? IPAddress.Loopback));
        if (!File.Exists(pki.IdentitySigningKey))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PemFiles.WriteSecret(pki.IdentitySigningKey, key.ExportPkcs8PrivateKeyPem());
        }

        return pki;
    }

    /// <summary>The certificate of a member's client, issued on first use.</summary>
    public PemFiles Client(string clientId, string memberId)
    {
        var files = Files(Path.Combine("clients", clientId));
        Ensure(files, CertificateIssuing.Client(clientId, memberId));
        return files;
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private DateTimeOffset RenewalLimit => Now + RenewWithin;

    private PemFiles Files(string name) => new(Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));

    private void Ensure(PemFiles files, CertificateShape shape)
    {
        using var authority = Authority.Read();
        if (!files.AreGood(authority, RenewalLimit))
            files.Write(CertificateIssuing.Issue(shape, authority, Now, CertificateLife));
    }
}
