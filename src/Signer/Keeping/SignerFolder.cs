using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;

namespace SharingHub.Signer.Keeping;

/// <summary>
/// All that the signer has: <c>log.key</c>, the private key; <c>last</c>, the text of the checkpoint that was signed last; <c>log.vkey</c>, the
/// public key, for people. Key and last are made together on the first start, and one without the other is refused: a key that forgot
/// what it signed could sign a second history. While a key hands over to another, <c>old.key</c> holds the old one and how long it signs beside the
/// new one; <c>ID.succession</c>, kept for ever, says who took over from the key with this id.
/// </summary>
internal sealed class SignerFolder : IDisposable
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Shown = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly FileStream _lock;
    private readonly string _folder;
    private readonly string _last;
    private OutgoingKey? _outgoing;

    private SignerFolder(FileStream held, string folder, NoteSigner signer, Checkpoint signed)
    {
        (_lock, _folder, Signer, Last) = (held, folder, signer, signed);
        _last = Path.Combine(folder, "last");
    }

    public NoteSigner Signer { get; private set; }

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

            var opened = new SignerFolder(held, folder, ReadKey(key, origin), Read(last, origin));
            opened.ReadOutgoing();
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

    /// <summary>The key that hands over, while it still signs. When its time is over it is deleted.</summary>
    public NoteSigner? Outgoing(DateTimeOffset now)
    {
        if (_outgoing is { } outgoing && outgoing.Until <= now)
        {
            File.Delete(OldKey);
            _outgoing = null;
        }

        return _outgoing?.Signer;
    }

    /// <summary>Has a new key take over. The old one signs beside it for the overlap.</summary>
    /// <exception cref="SignerFolderException">Nothing was signed yet, or an earlier rotation's overlap goes on.</exception>
    /// <exception cref="IOException">The disk did not take it: the old key is the log's as before.</exception>
    public (KeySuccession Succession, DateTimeOffset Until) Rotate(DateTimeOffset now, TimeSpan overlap)
    {
        if (Last.Size == 0)
        {
            throw new SignerFolderException("Nothing was signed yet, so there is no key to change: begin with another folder.");
        }

        if (Outgoing(now) is not null)
        {
            throw new SignerFolderException($"The last rotation goes on until {_outgoing!.Until:yyyy-MM-dd'T'HH:mm:ss'Z'}: rotate again after that.");
        }

        var (next, until) = (NoteSigner.Generate(Signer.Key.Name, SignatureType.Ed25519), now + overlap);
        var succession = KeySuccession.Sign(Signer, next);
        Durably.Write(SuccessionFile(Signer.Key.Id.ToString()), succession.Note.ToString(), Shown);
        Durably.Write(OldKey, new OutgoingKey(Signer, until).ToText(), Secret);
        // Last: with it the new key is the log's, and all that it needs is there.
        Durably.Write(Path.Combine(_folder, "log.key"), next.ToPrivateText() + "\n", Secret);
        (_outgoing, Signer) = (new OutgoingKey(Signer, until), next);
        Durably.Write(Path.Combine(_folder, "log.vkey"), Signer.Key + "\n", Shown);
        return (succession, until);
    }

    /// <summary>The note that says who took over from the key with this id; null when nobody did.</summary>
    public string? SuccessionOf(string id) =>
        id.Length == 8 && id.All(char.IsAsciiHexDigitLower) && id != Signer.Key.Id.ToString() && File.Exists(SuccessionFile(id)) ? File.ReadAllText(SuccessionFile(id)) : null;

    public void Dispose() => _lock.Dispose();

    private string OldKey => Path.Combine(_folder, "old.key");

    private string SuccessionFile(string id) => Path.Combine(_folder, $"{id}.succession");

    private void ReadOutgoing()
    {
        if (!File.Exists(OldKey))
        {
            return;
        }

        KeyFile.RefuseShared(OldKey);
        var outgoing = OutgoingKey.Parse(File.ReadAllText(OldKey));
        if (!outgoing.Ok)
        {
            throw new SignerFolderException($"{OldKey} is not what this program wrote: {outgoing.Problem.Sentence}");
        }

        // A rotation that ended before the new key was written: the old one is the log's as before.
        if (outgoing.Value.Signer.Key.ToString() == Signer.Key.ToString())
        {
            File.Delete(OldKey);
            return;
        }

        _outgoing = outgoing.Value;
    }

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

        var signer = KeyFile.Read(file);
        return signer.Key.Name == origin && signer.Key.Type == SignatureType.Ed25519
            ? signer
            : throw new SignerFolderException($"{file} is the key of the log '{signer.Key.Name}', and Signer:Origin is '{origin}'.");
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
