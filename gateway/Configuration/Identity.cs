using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Gateway.Configuration;

/// <summary>A certificate with its private key, and the intermediates that are sent along.</summary>
internal sealed record Identity(X509Certificate2 Certificate, X509Certificate2Collection Chain) : IDisposable
{
    public static Identity? Load(string certificateKey, string certificatePath, string keyKey, string keyPath, List<string> problems)
    {
        var chain = GatewayCertificates.ReadPem(certificateKey, certificatePath, problems);
        if (!File.Exists(keyPath))
        {
            problems.Add($"{keyKey} is '{keyPath}'; there is no such file.");
            return null;
        }

        if (chain is null)
            return null;
        try
        {
            return new Identity(X509Certificate2.CreateFromPemFile(certificatePath, keyPath), chain);
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{keyKey} is '{keyPath}'; it is no readable PEM private key of the certificate in {certificateKey}.");
            return null;
        }
    }

    public void Dispose() => Certificate.Dispose();
}
