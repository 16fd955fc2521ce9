using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Notes;

/// <summary>A public key as text, a vkey: <c>name+id+base64(type ‖ public key)</c>.</summary>
public sealed class VerifierKey
{
    private readonly byte[] _publicKey;

    /// <exception cref="ArgumentException">The name breaks <see cref="KeyName.Rule"/>, the type is unknown, or the key is not 32 bytes.</exception>
    public VerifierKey(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        if (!KeyName.IsValid(name))
            throw new ArgumentException(KeyName.Rule, nameof(name));
        if (!Enum.IsDefined(type))
            throw new ArgumentOutOfRangeException(nameof(type), type, "The signature type is unknown.");
        if (publicKey.Length != Ed25519.PublicKeySize)
            throw new ArgumentException($"An Ed25519 public key has 32 bytes, not {publicKey.Length}.", nameof(publicKey));
        (Name, Type, _publicKey) = (name, type, publicKey.ToArray());
        Id = KeyId.Of(name, type, publicKey);
    }

    public string Name { get; }

    public SignatureType Type { get; }

    public KeyId Id { get; }

    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{Id}+{Convert.ToBase64String([(byte)Type, .. _publicKey])}";

    /// <summary>The public key as PEM (SubjectPublicKeyInfo), without its name.</summary>
    public string ToPem() => Ed25519Pem.Public(_publicKey);

    public static Checked<VerifierKey> Parse(string vkey)
    {
        ArgumentNullException.ThrowIfNull(vkey);
        // Base64 may hold a plus, a name and an id may not.
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3)
            return new Problem("A verifier key is 'name+id+key'.");
        if (!KeyName.IsValid(parts[0]))
            return new Problem(KeyName.Rule);
        if (!KeyId.TryParse(parts[1], out var id))
            return new Problem("The key's id is not eight lower-case hexadecimal digits.");
        if (!StrictBase64.TryDecode(parts[2], out var key) || key.Length == 0)
            return new Problem("The key is not base64.");
        if (!Enum.IsDefined((SignatureType)key[0]))
            return new Problem($"The signature type 0x{key[0]:x2} is not one that is understood here (0x01, 0x04).");
        if (key.Length != 1 + Ed25519.PublicKeySize)
            return new Problem($"An Ed25519 public key has 32 bytes, not {key.Length - 1}.");
        var made = new VerifierKey(parts[0], (SignatureType)key[0], key.AsSpan(1));
        return made.Id == id ? made : new Problem($"The key's id is {made.Id}, not {id}.");
    }

    /// <summary>Whether the blob of a signature line, without its key id, is this key's over the text.</summary>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => Type switch
    {
        SignatureType.Ed25519 => Ed25519.Verify(_publicKey, text, signature),
        _ => CosignatureFormat.TrySplit(signature, out var time, out var ed25519) && Ed25519.Verify(_publicKey, CosignatureFormat.Message(time, text), ed25519),
    };
}
