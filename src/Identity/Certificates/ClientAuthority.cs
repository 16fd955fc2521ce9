using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Identity.Certificates;

/// <summary>The authorities that issue client certificates. Nothing else is trusted: not the system's roots, not the network.</summary>
internal sealed class ClientAuthority
{
    private readonly X509Certificate2Collection _certificates;

    /// <summary>Takes roots, and the intermediates between them and the clients: a forwarded certificate comes without its own.</summary>
    public ClientAuthority(X509Certificate2Collection certificates)
    {
        if (!certificates.All(certificate => certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority)))
            throw new CryptographicException("Every certificate in it must be a certificate authority's.");
        if (!certificates.Any(certificate => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)))
            throw new CryptographicException("It must hold a root: a certificate that its own authority issued.");
        _certificates = certificates;
    }

    // id-kp-clientAuth, RFC 5280 4.2.1.12
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>A fresh policy; a chain build may change the one that it is given.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_certificates);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }

    /// <summary>True when the certificate chains to the authority now and says itself that it is for client authentication.</summary>
    public bool Vouches(X509Certificate2 certificate)
    {
        // The chain's application policy lets a certificate without the extension pass for any use.
        if (!certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
                .Any(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == ClientAuthentication)))
            return false;

        using var chain = new X509Chain { ChainPolicy = Policy() };
        try
        {
            return chain.Build(certificate);
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }
}
