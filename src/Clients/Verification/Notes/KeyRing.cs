namespace SharingHub.Verification.Notes;

/// <summary>The keys that a reader knows, each by its name and id.</summary>
public sealed class KeyRing
{
    private readonly Dictionary<(string Name, KeyId Id), VerifierKey> _keys = [];

    /// <exception cref="ArgumentException">Two of the keys have the same name and id, so that a signature would not tell whose it is.</exception>
    public KeyRing(params IEnumerable<VerifierKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            if (!_keys.TryAdd((key.Name, key.Id), key))
                throw new ArgumentException($"The key {key.Name}+{key.Id} is there twice.", nameof(keys));
        }
    }

    public IEnumerable<VerifierKey> Keys => _keys.Values;

    /// <summary>
    /// Opens a note: signatures of unknown keys are set aside; each one of a known key must verify, or the whole note is refused; one at
    /// least must be there. A line that comes twice counts once.
    /// </summary>
    public Checked<OpenedNote> Open(ReadOnlySpan<byte> note)
    {
        var parsed = SignedNote.Parse(note);
        return parsed.Ok ? Open(parsed.Value) : parsed.Problem;
    }

    /// <inheritdoc cref="Open(ReadOnlySpan{byte})"/>
    public Checked<OpenedNote> Open(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var text = note.TextBytes();
        var verified = new List<VerifiedSignature>();
        var unknown = new List<NoteSignature>();
        foreach (var signature in note.Signatures.Distinct())
        {
            if (!_keys.TryGetValue((signature.Name, signature.KeyId), out var key))
                unknown.Add(signature);
            else if (!key.Verify(text, signature.Signature.Span))
                return new Problem($"The signature of {key.Name}+{key.Id} does not verify.");
            else
                verified.Add(new VerifiedSignature(key, signature));
        }

        return verified.Count > 0 ? new OpenedNote(note, verified, unknown) : new Problem("The note has no signature of a known key.");
    }
}
