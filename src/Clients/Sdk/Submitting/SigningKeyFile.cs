using System.Diagnostics.CodeAnalysis;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Sdk;

/// <summary>A file that holds a contributor's signing key: one line, <c>PRIVATE+KEY+name+id+base64</c>, as <c>sharinghub keys generate</c> writes it.</summary>
public static class SigningKeyFile
{
    /// <summary>Reads the key.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ArgumentException">It holds no key, or one that signs no records.</exception>
    public static NoteSigner Read(string path)
    {
        var key = NoteSigner.Parse(File.ReadAllText(path).TrimEnd('\n'));
        if (!key.Ok)
            throw new ArgumentException($"{path}: {key.Problem}");
        return Fits(key.Value, out var problem) ? key.Value : throw new ArgumentException($"{path}: {problem}");
    }

    /// <summary>Writes the key to a new file that its owner alone may read.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, NoteSigner key)
    {
        ArgumentNullException.ThrowIfNull(key);
        WriteSecret(path, key.ToPrivateText() + '\n');
    }

    /// <summary>Writes the key as PEM, as openssl and key stores read it: PKCS#8 for its owner alone, and its public half beside it.</summary>
    /// <param name="path">A new file for the private key.</param>
    /// <param name="publicPath">A new file for the public key.</param>
    /// <param name="key">The key; PEM does not hold its name.</param>
    /// <exception cref="IOException">A file is there already, or cannot be written.</exception>
    public static void WritePem(string path, string publicPath, NoteSigner key)
    {
        ArgumentNullException.ThrowIfNull(key);
        WriteSecret(path, key.ToPem());
        using var file = new StreamWriter(publicPath, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        file.Write(key.Key.ToPem());
    }

    private static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }

    internal static bool Fits(INoteSigner signer, [NotNullWhen(false)] out string? problem)
    {
        problem = signer.Key.Type != SignatureType.Ed25519 ? "a signing key is of type Ed25519 (0x01)"
            : !SigningKeyName.IsValid(signer.Key.Name) ? SigningKeyName.Rule
            : null;
        return problem is null;
    }
}
