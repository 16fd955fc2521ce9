using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Launcher.Pki;

/// <summary>A certificate and its private key as two PEM files.</summary>
public sealed record PemFiles(string Certificate, string Key)
{
    /// <summary>The certificate with its key. The caller disposes of it.</summary>
    public X509Certificate2 Read() => X509Certificate2.CreateFromPemFile(Certificate, Key);

    /// <summary>Whether both are there, belong together, are the authority's (null: self-signed) and last until the limit.</summary>
    internal bool AreGood(X509Certificate2? authority, DateTimeOffset limit)
    {
        try
        {
            using var certificate = Read();
            return certificate.NotAfter > limit
                && IsIssuedBy(certificate, authority ?? certificate);
        }
        catch (Exception fault) when (fault is IOException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    internal void Write(X509Certificate2 certificate)
    {
        using (certificate)
        {
            using var key = certificate.GetECDsaPrivateKey()!;
            WriteSecret(Key, key.ExportPkcs8PrivateKeyPem());
            WriteWhole(Certificate, certificate.ExportCertificatePem() + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    internal static void WriteSecret(string file, string pem) => WriteWhole(file, pem + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    // A file appears whole or not at all, and a key is never readable by others, not even for a moment.
    private static void WriteWhole(string file, string text, UnixFileMode mode)
    {
        var unfinished = file + ".new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
        File.Move(unfinished, file, overwrite: true);
    }
}
