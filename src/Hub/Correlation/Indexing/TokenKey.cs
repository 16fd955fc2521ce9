using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SharingHub.Hub.Correlation.Identifiers;

namespace SharingHub.Hub.Correlation.Indexing;

/// <summary>Makes tokens under one key. For one thread at a time.</summary>
internal sealed class TokenKey(ReadOnlySpan<byte> key) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>The scheme is part of what is hashed, so equal texts of two schemes never meet.</summary>
    public JoinToken Of(Scheme scheme, ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[256];
        bytes[0] = (byte)scheme;
        var needed = 1 + Encoding.UTF8.GetByteCount(value);
        if (needed > bytes.Length)
        {
            bytes = new byte[needed];
            bytes[0] = (byte)scheme;
        }
        hash.AppendData(bytes[..(1 + Encoding.UTF8.GetBytes(value, bytes[1..]))]);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new JoinToken(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));
    }

    public void Dispose() => hash.Dispose();
}
