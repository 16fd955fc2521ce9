using System.Text;
using SharingHub.Verification.Notes;

namespace SharingHub.Witness.Keeping;

/// <summary>
/// A witness's folder: <c>key</c>, <c>state</c>, <c>lock</c>. A key without its state could cosign a second history of a log, so the two
/// begin together, the state first, and neither is made anew beside the other.
/// </summary>
internal sealed class WitnessFolder : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly FileStream _lock;
    private readonly string _keyPath;
    private readonly string _statePath;

    private WitnessFolder(string folder, FileStream held)
    {
        _lock = held;
        _keyPath = Path.Combine(folder, "key");
        _statePath = Path.Combine(folder, "state");
    }

    /// <exception cref="IOException">Another process has the folder, or it cannot be written to.</exception>
    public static WitnessFolder Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Owner);
        var path = Path.Combine(folder, "lock");
        try
        {
            // The system takes the lock back from a process that dies.
            return new WitnessFolder(folder, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"{folder} is in use by another witness. One process has a folder; stop the other first.", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Reads key and state, or makes both.</summary>
    /// <exception cref="InvalidDataException">One of them is missing, damaged, or not of this name; the message says what to do.</exception>
    public (NoteSigner Signer, WitnessState State) Load(string name)
    {
        if (!File.Exists(_statePath))
        {
            if (File.Exists(_keyPath))
                throw new InvalidDataException($"{_statePath} is missing beside its key. Without it this witness could cosign a second history: start a new one, in another folder, under a new key.");
            Save(WitnessState.Empty);
        }

        var state = File.ReadAllBytes(_statePath);
        var signer = File.Exists(_keyPath) ? ReadKey(name) : MakeKey(name, state);
        var read = WitnessState.Parse(state, signer.Key);
        return read.Ok
            ? (signer, read.Value)
            : throw new InvalidDataException($"{_statePath} is damaged: {read.Problem} Do not go back to an older copy, which could cosign a second history: start a new witness, in another folder, under a new key.");
    }

    public void Save(WitnessState state) => DurableFile.Write(_statePath, state.ToBytes());

    private NoteSigner ReadKey(string name)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_keyPath) & Others) != 0)
            throw new InvalidDataException($"{_keyPath} can be read by others than its owner. Make it: chmod 600 {_keyPath}");
        // What is wrong with it is not said in the words of what is in it.
        if (NoteSigner.Parse(File.ReadAllText(_keyPath).TrimEnd('\n')) is not { Ok: true, Value: var signer } || signer.Key.Type != SignatureType.Cosignature)
            throw new InvalidDataException($"{_keyPath} is damaged: it is no private key of type 0x04. Restore that file from its copy.");
        return signer.Key.Name == name ? signer : throw new InvalidDataException($"The witness in this folder is '{signer.Key.Name}', not '{name}'.");
    }

    private NoteSigner MakeKey(string name, byte[] state)
    {
        if (!state.AsSpan().SequenceEqual(WitnessState.Empty.ToBytes()))
            throw new InvalidDataException($"{_keyPath} is missing beside its state. Restore it from its copy, or start a new witness in another folder.");
        var made = NoteSigner.Generate(name, SignatureType.Cosignature);
        DurableFile.Write(_keyPath, Encoding.UTF8.GetBytes(made.ToPrivateText() + "\n"));
        return made;
    }
}
