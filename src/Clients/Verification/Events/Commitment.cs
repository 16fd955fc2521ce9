using System.Security.Cryptography;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>What the ledger says of an event: a hash that tells nothing without the salt, and binds every byte of the envelope with it.</summary>
/// <param name="Hash"><c>SHA-256("sharinghub-commit/v1\n" ‖ salt ‖ envelope)</c>.</param>
public readonly record struct Commitment(Sha256Hash Hash)
{
    /// <summary>Bytes of an entry.</summary>
    public const int EntrySize = 66;

    private const string EntryHeader = "sharinghub-ledger/v1\n";

    public static Commitment To(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> envelope)
    {
        // Salt and envelope stand side by side: a salt of another length would let one pair pass for another.
        if (salt.Length != SHA256.HashSizeInBytes)
            throw new ArgumentException($"A salt has {SHA256.HashSizeInBytes} bytes, not {salt.Length}.", nameof(salt));
        return new Commitment(new Sha256Hash(SHA256.HashData([.. "sharinghub-commit/v1\n"u8, .. salt, .. envelope])));
    }

    /// <summary>The log's entry: <c>"sharinghub-ledger/v1\n" ‖ base64 ‖ "\n"</c>.</summary>
    public byte[] ToEntry() => StrictUtf8.Encode($"{EntryHeader}{Hash.ToBase64()}\n");

    /// <summary>The leaf of the tree.</summary>
    public Sha256Hash ToLeaf() => Rfc6962.Leaf(ToEntry());

    /// <summary>Takes exactly what <see cref="ToEntry"/> writes.</summary>
    public static bool TryParseEntry(ReadOnlySpan<byte> entry, out Commitment commitment)
    {
        commitment = default;
        if (entry.Length != EntrySize || entry[^1] != '\n' || !StrictUtf8.TryDecode(entry[..^1], out var text) || !text.StartsWith(EntryHeader, StringComparison.Ordinal))
            return false;
        if (!Sha256Hash.TryParseBase64(text.AsSpan(EntryHeader.Length), out var hash))
            return false;
        commitment = new Commitment(hash);
        return true;
    }
}
