using System.Security.Cryptography;

namespace SharingHub.Verification.Notes;

/// <summary>Ed25519 keys as PEM, as openssl and key stores read them (RFC 8410, RFC 7468).</summary>
internal static class Ed25519Pem
{
    // DER: everything before the 32 bytes is the same for every key.
    private static ReadOnlySpan<byte> Pkcs8 => [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    private static ReadOnlySpan<byte> Spki => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>PKCS#8, with a line end at its end.</summary>
    public static string Private(ReadOnlySpan<byte> seed) => PemEncoding.WriteString("PRIVATE KEY", [.. Pkcs8, .. seed]) + "\n";

    /// <summary>SubjectPublicKeyInfo, with a line end at its end.</summary>
    public static string Public(ReadOnlySpan<byte> publicKey) => PemEncoding.WriteString("PUBLIC KEY", [.. Spki, .. publicKey]) + "\n";
}
