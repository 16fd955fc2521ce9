using System.Security.Cryptography;
using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Batches;

/// <summary>A record's leaf in its batch: the RFC 6962 leaf hash of HMAC-SHA256(nonce, record). Without the nonce it tells nothing of the record.</summary>
public static class BatchLeaf
{
    /// <summary>
    /// One length only: HMAC pads its key with zeros, so that a shorter nonce and the same with a zero after it would open the same leaf.
    /// </summary>
    public const int NonceSize = 32;

    /// <param name="nonce">32 random bytes that belong to this record alone.</param>
    /// <param name="record">Its bytes exactly as they were sent.</param>
    /// <exception cref="ArgumentException">The nonce has another length.</exception>
    public static Sha256Hash Of(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> record)
    {
        if (nonce.Length != NonceSize)
            throw new ArgumentException($"A nonce has {NonceSize} bytes, not {nonce.Length}.", nameof(nonce));
        Span<byte> keyed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(nonce, record, keyed);
        return Rfc6962.Leaf(keyed);
    }
}
