using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Notes;

/// <summary>The four bytes that, with a name, tell keys apart. Not a fingerprint: anyone can make a key with a given id.</summary>
public readonly record struct KeyId(uint Value)
{
    /// <summary><c>SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]</c>, big-endian.</summary>
    public static KeyId Of(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        byte[] input = [.. StrictUtf8.Encode(name), (byte)'\n', (byte)type, .. publicKey];
        return new KeyId(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input)));
    }

    /// <summary>Eight lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x8", CultureInfo.InvariantCulture);

    internal static bool TryParse(ReadOnlySpan<char> text, out KeyId id)
    {
        id = default;
        if (text.Length != 8 || !text.ToString().All(char.IsAsciiHexDigitLower))
            return false;
        id = new KeyId(uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }
}
