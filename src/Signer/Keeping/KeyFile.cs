using SharingHub.Verification.Notes;

namespace SharingHub.Signer.Keeping;

/// <summary>Files with private keys.</summary>
internal static class KeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="SignerFolderException">Others can read it, or it holds no key.</exception>
    public static NoteSigner Read(string file)
    {
        RefuseShared(file);
        var signer = NoteSigner.Parse(File.ReadAllText(file).TrimEnd('\n'));
        return signer.Ok ? signer.Value : throw new SignerFolderException($"{file}: {signer.Problem}");
    }

    /// <exception cref="SignerFolderException">Others can read it.</exception>
    public static void RefuseShared(string file)
    {
        if ((File.GetUnixFileMode(file) & Others) != 0)
        {
            throw new SignerFolderException($"{file} is a private key of the log, and others can read it. chmod 600 it.");
        }
    }
}
