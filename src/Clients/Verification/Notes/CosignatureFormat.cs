using System.Buffers.Binary;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Notes;

/// <summary>The Ed25519 cosignature/v1 of C2SP tlog-cosignature: what is signed, and the blob <c>u64be(time) ‖ signature</c>.</summary>
internal static class CosignatureFormat
{
    private const int Size = sizeof(ulong) + Ed25519.SignatureSize;

    /// <summary>Two lines, then the checkpoint's text without signature lines.</summary>
    public static byte[] Message(long time, ReadOnlySpan<byte> text) =>
        [.. "cosignature/v1\ntime "u8, .. StrictUtf8.Encode(StrictDecimal.Format(time)), (byte)'\n', .. text];

    public static byte[] Join(long time, ReadOnlySpan<byte> signature)
    {
        var blob = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(blob, time);
        signature.CopyTo(blob.AsSpan(sizeof(long)));
        return blob;
    }

    /// <summary>False for a wrong length or a time beyond 2^63-1, which the format forbids.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> blob, out long time, out ReadOnlySpan<byte> signature)
    {
        time = 0;
        signature = default;
        if (blob.Length != Size)
            return false;
        time = BinaryPrimitives.ReadInt64BigEndian(blob);
        signature = blob[sizeof(long)..];
        return time >= 0;
    }
}
