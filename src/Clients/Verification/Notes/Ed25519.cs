using Org.BouncyCastle.Crypto.Parameters;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace SharingHub.Verification.Notes;

/// <summary>
/// Ed25519 as in RFC 8032, pure: the only place that uses a package. The framework has no Ed25519 of its own (.NET 10), and a curve is not
/// what this project exists for.
/// </summary>
public static class Ed25519
{
    public const int SeedSize = 32;
    public const int PublicKeySize = 32;
    public const int SignatureSize = 64;

    /// <summary>The public key of a 32-byte seed (RFC 8032 calls the seed the private key).</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed) => new Ed25519PrivateKeyParameters(Exactly(seed, SeedSize)).GeneratePublicKey().GetEncoded();

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var key = new Ed25519PrivateKeyParameters(Exactly(seed, SeedSize));
        var signature = new byte[SignatureSize];
        key.Sign(Curve.Algorithm.Ed25519, null, message, signature);
        return signature;
    }

    /// <summary>False for anything but a valid signature: wrong lengths, keys that are no point, a scalar beyond the order.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeySize
        && signature.Length == SignatureSize
        && Curve.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);

    /// <summary>Whether this is a point of the large order alone. For others there are signatures that verify under many texts, so they bind nobody.</summary>
    public static bool IsSoundKey(ReadOnlySpan<byte> publicKey) => publicKey.Length == PublicKeySize && Curve.ValidatePublicKeyFull(publicKey.ToArray(), 0);

    private static byte[] Exactly(ReadOnlySpan<byte> bytes, int size) =>
        bytes.Length == size ? bytes.ToArray() : throw new ArgumentException($"{size} bytes are needed, not {bytes.Length}.");
}
