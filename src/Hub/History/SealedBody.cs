using System.Security.Cryptography;
using System.Text;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>How the body of an event was found.</summary>
internal enum BodyAccess
{
    Open,

    /// <summary>Its key was destroyed on purpose.</summary>
    Erased,

    /// <summary>Its key should be there and is not.</summary>
    Unavailable,

    /// <summary>Its bytes, or the name, version or id beside them, are not those that were stored.</summary>
    Damaged,
}

/// <summary>What rests sealed for an event; each use has a key of its own.</summary>
internal enum SealedUse
{
    Body,

    /// <summary>What shows that the record's contributor signed for it.</summary>
    Signature,
}

/// <summary>
/// Bodies at rest: AES-256-GCM under HKDF-SHA256(stream key, no salt, <c>"body" ‖ id</c>), the id being 36 lower-case characters of
/// text; a contributor's signature rests alike, under <c>"signature" ‖ id</c>. Each event has a key of its own, so the nonce is zero. Format byte, event id, stream and version are associated data: a body that is
/// moved to another event does not open. Layout: format (1 byte), ciphertext (as long as the body), tag (16 bytes).
/// </summary>
internal static class SealedBody
{
    /// <summary>The first byte of every sealed body; the only format so far.</summary>
    private const byte Format = 1;

    private const int TagSize = 16;

    /// <summary>By how many bytes a sealed body is longer than the body.</summary>
    private const int Overhead = 1 + TagSize;

    private static ReadOnlySpan<byte> Nonce => new byte[12];

    /// <summary>Whether the bodies of this stream rest sealed: those in which people write of people.</summary>
    public static bool Covers(string stream) =>
        stream.StartsWith(StreamKeys.RecordPrefix, StringComparison.Ordinal) || stream.StartsWith(StreamKeys.RetentionPrefix, StringComparison.Ordinal);

    public static int LengthOf(ReadOnlySpan<byte> stored) => Math.Max(0, stored.Length - Overhead);

    public static byte[] Seal(byte[] streamKey, Guid id, string stream, long version, ReadOnlySpan<byte> body, SealedUse use = SealedUse.Body)
    {
        var stored = new byte[body.Length + Overhead];
        stored[0] = Format;
        using var cipher = CipherOf(streamKey, id, use);
        cipher.Encrypt(Nonce, body, stored.AsSpan(1, body.Length), stored.AsSpan(1 + body.Length), Beside(id, stream, version));
        return stored;
    }

    /// <summary>The body; null when this is not what was sealed for this event.</summary>
    public static byte[]? Open(byte[] streamKey, Guid id, string stream, long version, ReadOnlySpan<byte> stored, SealedUse use = SealedUse.Body)
    {
        if (stored.Length < Overhead || stored[0] != Format)
        {
            return null;
        }

        var body = new byte[stored.Length - Overhead];
        using var cipher = CipherOf(streamKey, id, use);
        try
        {
            cipher.Decrypt(Nonce, stored.Slice(1, body.Length), stored[(1 + body.Length)..], body, Beside(id, stream, version));
            return body;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm CipherOf(byte[] streamKey, Guid id, SealedUse use)
    {
        var label = use == SealedUse.Body ? "body"u8 : "signature"u8;
        Span<byte> info = stackalloc byte[label.Length + 36];
        label.CopyTo(info);
        id.TryFormat(info[label.Length..], out _, "D");
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, streamKey, key, [], info);
        var cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static byte[] Beside(Guid id, string stream, long version) => [Format, .. Encoding.UTF8.GetBytes($"{id:D}\n{stream}\n{version}")];
}
