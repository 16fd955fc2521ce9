using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;

namespace SharingHub.Signer.Keeping;

/// <summary>
/// All that the signer has: <c>log.key</c>, the private key; <c>last</c>, the text of the checkpoint that was signed last; <c>log.vkey</c>, the
/// public key, for people. Key and last are made together on the first start, and one without the other is refused: a key that forgot
/// what it signed could sign a second history.
/// </summary>
internal sealed class SignerFolder : IDisposable
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Shown = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly FileStream _lock;
    private readonly string _last;

    private SignerFolder(FileStream held, NoteSigner signer, string last, Checkpoint signed) =>
        (_lock, Signer, _last, Last) = (held, signer, last, signed);

    public NoteSigner Signer { get; }

    /// <summary>What was signed last; size 0 before the first.</summary>
    public Checkpoint Last { get; private set; }

    /// <summary>Opens the folder, or makes it with a new key for this origin. It is this process's until it ends.</summary>
    /// <exception cref="SignerFolderException">It is another process's, another log's, incomplete, or readable by others.</exception>
    public static SignerFolder Open(string folder, string origin)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            held = Lock(folder);
            var (key, last) = (Path.Combine(folder, "log.key"), Path.Combine(folder, "last"));
            if (!File.Exists(key) && !File.Exists(last))
            {
                // The key last: were there a key alone after a crash, the next start would refuse it.
                Durably.Write(last, new Checkpoint(origin, 0, Rfc6962.EmptyRoot).ToText(), Secret);
                Durably.Write(key, NoteSigner.Generate(origin, SignatureType.Ed25519).ToPrivateText() + "\n", Secret);
            }
            else if (!File.Exists(key) && Read(last, origin).Size == 0)
            {
                // The first start ended between the two: nothing was ever signed.
                Durably.Write(key, NoteSigner.Generate(origin, SignatureType.Ed25519).ToPrivateText() + "\n", Secret);
            }

            var opened = new SignerFolder(held, ReadKey(key, origin), last, Read(last, origin));
            Durably.Write(Path.Combine(folder, "log.vkey"), opened.Signer.Key + "\n", Shown);
            return opened;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new SignerFolderException($"Signer:Folder {folder} cannot be used: {e.Message}", e);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what is about to be signed.</summary>
    /// <exception cref="IOException">It is not certain to be kept, and must not be signed.</exception>
    public void Keep(Checkpoint signed)
    {
        Durably.Write(_last, signed.ToText(), Secret);
        Last = signed;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new SignerFolderException($"Signer:Folder {folder} is in use by another signer. There must be one only.", e);
        }
    }

    private static NoteSigner ReadKey(string file, string origin)
    {
        if (!File.Exists(file))
        {
            throw new SignerFolderException($"{file} is missing, but the file 'last' beside it says that it has signed. Bring the key back from its backup.");
        }

        if ((File.GetUnixFileMode(file) & Others) != 0)
        {
            throw new SignerFolderException($"{file} is the log's private key, and others can read it. chmod 600 it.");
        }

        var signer = NoteSigner.Parse(File.ReadAllText(file).TrimEnd('\n'));
        return !signer.Ok ? throw new SignerFolderException($"{file}: {signer.Problem}")
            : signer.Value.Key.Name != origin || signer.Value.Key.Type != SignatureType.Ed25519
                ? throw new SignerFolderException($"{file} is the key of the log '{signer.Value.Key.Name}', and Signer:Origin is '{origin}'.")
            : signer.Value;
    }

    private static Checkpoint Read(string file, string origin)
    {
        if (!File.Exists(file))
        {
            throw new SignerFolderException(
                $"{file} is missing: without what was signed last, this key could sign a second history. Bring the file back, or write into it the newest checkpoint's first three lines.");
        }

        var last = Checkpoint.Parse(File.ReadAllText(file));
        return !last.Ok ? throw new SignerFolderException($"{file} is not what this program wrote: {last.Problem}")
            : last.Value.Origin != origin ? throw new SignerFolderException($"{file} is of the log '{last.Value.Origin}', and Signer:Origin is '{origin}'.")
            : last.Value;
    }
}
