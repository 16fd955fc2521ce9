using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Signer.Keeping;

/// <summary>
/// What the signer has as a witness of peer hubs' logs, in its own folder: <c>witness.key</c>, the private key; <c>witnessed</c>, of each log the text of the
/// checkpoint that was cosigned last, an empty line between two; <c>witness.vkey</c>, the public key, for people. The first start makes them. A key without <c>witnessed</c> is
/// refused: it could cosign a second history. Without a key another one is made, which goes on from what is witnessed: that is how it is changed.
/// </summary>
internal sealed class WitnessFolder
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Shown = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _witnessed;
    private readonly Dictionary<string, Checkpoint> _last;

    private WitnessFolder(NoteSigner signer, string witnessed, Dictionary<string, Checkpoint> last) => (Signer, _witnessed, _last) = (signer, witnessed, last);

    public NoteSigner Signer { get; }

    /// <param name="folder">The signer's, held by this process.</param>
    /// <param name="origin">Of the signer's own log: the witness is named after it.</param>
    /// <exception cref="SignerFolderException">What is there is incomplete, another hub's, or readable by others.</exception>
    public static WitnessFolder Open(string folder, string origin)
    {
        var (key, witnessed, name) = (Path.Combine(folder, "witness.key"), Path.Combine(folder, "witnessed"), $"{origin}/witness");
        try
        {
            if (!File.Exists(key))
            {
                // The key last: were there a key alone after a crash, the next start would refuse it.
                if (!File.Exists(witnessed))
                {
                    Durably.Write(witnessed, "", Secret);
                }

                Durably.Write(key, NoteSigner.Generate(name, SignatureType.Cosignature).ToPrivateText() + "\n", Secret);
            }

            var signer = KeyFile.Read(key);
            if (signer.Key.Name != name || signer.Key.Type != SignatureType.Cosignature)
            {
                throw new SignerFolderException($"{key} is the key of the witness '{signer.Key.Name}', and by Signer:Origin it is '{name}'.");
            }

            var opened = new WitnessFolder(signer, witnessed, Read(witnessed));
            Durably.Write(Path.Combine(folder, "witness.vkey"), signer.Key + "\n", Shown);
            return opened;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SignerFolderException($"Signer:Folder {folder} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>What was cosigned last of a log; null before the first.</summary>
    public Checkpoint? Last(string origin) => _last.GetValueOrDefault(origin);

    /// <summary>Keeps what is about to be cosigned.</summary>
    /// <exception cref="IOException">It is not certain to be kept, and must not be cosigned.</exception>
    public void Keep(Checkpoint cosigned)
    {
        var next = new Dictionary<string, Checkpoint>(_last, StringComparer.Ordinal) { [cosigned.Origin] = cosigned };
        Durably.Write(_witnessed, string.Join('\n', next.OrderBy(log => log.Key, StringComparer.Ordinal).Select(log => log.Value.ToText())), Secret);
        _last[cosigned.Origin] = cosigned;
    }

    private static Dictionary<string, Checkpoint> Read(string witnessed)
    {
        if (!File.Exists(witnessed))
        {
            throw new SignerFolderException(
                $"{witnessed} is missing: without what was cosigned last, the key beside it could cosign a second history. Bring the file back, or remove witness.key: another one is made.");
        }

        var last = new Dictionary<string, Checkpoint>(StringComparer.Ordinal);
        foreach (var text in File.ReadAllText(witnessed).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var cosigned = Checkpoint.Parse(text.TrimEnd('\n') + "\n");
            if (!cosigned.Ok || !last.TryAdd(cosigned.Value.Origin, cosigned.Value))
            {
                throw new SignerFolderException($"{witnessed} is not what this program wrote: {cosigned.Problem?.Sentence ?? "It holds a log twice."}");
            }
        }

        return last;
    }
}
