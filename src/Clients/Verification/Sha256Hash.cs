using System.Runtime.InteropServices;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification;

/// <summary>A SHA-256 hash: 32 bytes, held by value so that a tree of millions of nodes allocates none of them.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Sha256Hash
{
    public const int Size = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public Sha256Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A SHA-256 hash has 32 bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<Sha256Hash>(bytes);
    }

    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    /// <summary>Canonical base64 of 32 bytes: 44 characters.</summary>
    public static bool TryParseBase64(ReadOnlySpan<char> text, out Sha256Hash hash)
    {
        hash = default;
        if (!StrictBase64.TryDecode(text, out var bytes) || bytes.Length != Size)
            return false;
        hash = new Sha256Hash(bytes);
        return true;
    }
}
