using System.Security.Cryptography;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>The two salts of an event, from the 32-byte key of its stream. Whoever has the key has both; each opens one thing only.</summary>
public static class EventSalts
{
    public const int KeySize = 32;

    /// <summary>Opens the commitment: given with the envelope.</summary>
    public static byte[] Salt(ReadOnlySpan<byte> streamKey, Guid eventId) => Derive(streamKey, "sharinghub-salt/v1\n"u8, eventId);

    /// <summary>
    /// Keys the body line: only for who holds the whole body. With it, a reader of a masked view could try out what is withheld.
    /// </summary>
    public static byte[] BodySalt(ReadOnlySpan<byte> streamKey, Guid eventId) => Derive(streamKey, "sharinghub-body-salt/v1\n"u8, eventId);

    private static byte[] Derive(ReadOnlySpan<byte> streamKey, ReadOnlySpan<byte> label, Guid eventId)
    {
        if (streamKey.Length != KeySize)
            throw new ArgumentException($"A stream's key has {KeySize} bytes, not {streamKey.Length}.", nameof(streamKey));
        return HMACSHA256.HashData(streamKey, [.. label, .. StrictUtf8.Encode(eventId.ToString("D"))]);
    }
}
