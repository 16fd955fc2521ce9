using System.Security.Cryptography;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Notes;

/// <summary>A private key in memory: <c>PRIVATE+KEY+name+id+base64(type ‖ seed)</c> as text.</summary>
public sealed class NoteSigner : INoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] _seed;

    /// <exception cref="ArgumentException">As for <see cref="VerifierKey"/>, or the seed is not 32 bytes.</exception>
    public NoteSigner(string name, SignatureType type, ReadOnlySpan<byte> seed)
    {
        Key = new VerifierKey(name, type, Ed25519.PublicKey(seed));
        _seed = seed.ToArray();
    }

    public VerifierKey Key { get; }

    public static NoteSigner Generate(string name, SignatureType type) => new(name, type, RandomNumberGenerator.GetBytes(Ed25519.SeedSize));

    public NoteSignature Sign(string text, long time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        var bytes = StrictUtf8.Encode(text);
        var signature = Key.Type == SignatureType.Cosignature
            ? CosignatureFormat.Join(time, Ed25519.Sign(_seed, CosignatureFormat.Message(time, bytes)))
            : Ed25519.Sign(_seed, bytes);
        return new NoteSignature(Key.Name, Key.Id, signature);
    }

    /// <summary>The private key as text. A secret: for a key file with mode 600, never for a log.</summary>
    public string ToPrivateText() => $"{Prefix}{Key.Name}+{Key.Id}+{Convert.ToBase64String([(byte)Key.Type, .. _seed])}";

    /// <summary>The private key as PEM (PKCS#8), without its name. A secret, as <see cref="ToPrivateText"/> is.</summary>
    public string ToPem() => Ed25519Pem.Private(_seed);

    public static Checked<NoteSigner> Parse(string skey)
    {
        ArgumentNullException.ThrowIfNull(skey);
        if (!skey.StartsWith(Prefix, StringComparison.Ordinal))
            return new Problem("A private key begins with 'PRIVATE+KEY+'.");
        var parts = skey[Prefix.Length..].Split('+', 3);
        if (parts.Length != 3 || !KeyName.IsValid(parts[0]) || !KeyId.TryParse(parts[1], out var id))
            return new Problem("A private key is 'PRIVATE+KEY+name+id+key'.");
        if (!StrictBase64.TryDecode(parts[2], out var key) || key.Length != 1 + Ed25519.SeedSize || !Enum.IsDefined((SignatureType)key[0]))
            return new Problem("The private key is not base64 of a known signature type and a 32-byte seed.");
        var signer = new NoteSigner(parts[0], (SignatureType)key[0], key.AsSpan(1));
        return signer.Key.Id == id ? signer : new Problem("The private key's id does not fit its key.");
    }
}
