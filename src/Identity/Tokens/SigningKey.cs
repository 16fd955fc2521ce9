using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace SharingHub.Identity.Tokens;

/// <summary>The key that signs access tokens. Its id is its RFC 7638 thumbprint: the same in every process that holds the key.</summary>
internal sealed record SigningKey(ECDsaSecurityKey Key)
{
    private const string P256 = "1.2.840.10045.3.1.7";

    public static SigningKey ReadPem(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256)
            throw new CryptographicException("It must be an EC key on P-256.");
        if (!HoldsPrivateKey(key))
            throw new CryptographicException("It must be a private key.");

        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return new SigningKey(security);
    }

    private static bool HoldsPrivateKey(ECDsa key)
    {
        try
        {
            return key.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
