using System.Security.Cryptography;

namespace SharingHub.Verification.Merkle;

/// <summary>The hashes of RFC 6962 section 2.1: SHA-256, leaves prefixed 0x00, nodes 0x01.</summary>
public static class Rfc6962
{
    private const int StackLimit = 1024;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static Sha256Hash EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static Sha256Hash Leaf(ReadOnlySpan<byte> entry)
    {
        var input = entry.Length < StackLimit ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        return Hash(input);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Sha256Hash Node(in Sha256Hash left, in Sha256Hash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Sha256Hash.Size];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Sha256Hash.Size)..]);
        return Hash(input);
    }


    private static Sha256Hash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[Sha256Hash.Size];
        SHA256.HashData(input, hash);
        return new Sha256Hash(hash);
    }
}
