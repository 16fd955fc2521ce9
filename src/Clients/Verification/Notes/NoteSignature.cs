using System.Buffers.Binary;

namespace SharingHub.Verification.Notes;

/// <summary>One signature line of a note: whose, and the bytes after the key's id.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id, the first four bytes of the line's base64.</param>
/// <param name="Signature">What follows; its form depends on the key's type.</param>
public sealed record NoteSignature(string Name, KeyId KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The line, with its newline.</summary>
    public string ToLine()
    {
        var blob = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(blob, KeyId.Value);
        Signature.Span.CopyTo(blob.AsSpan(sizeof(uint)));
        return $"\u2014 {Name} {Convert.ToBase64String(blob)}\n";
    }

    /// <summary>Byte for byte the same line.</summary>
    public bool Equals(NoteSignature? other) =>
        other is not null && Name == other.Name && KeyId == other.KeyId && Signature.Span.SequenceEqual(other.Signature.Span);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId, Signature.Length);
}
