using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>
/// That a log's key hands over to another: a signed note, by the old key, because nobody else may say so, and by the new one, because nobody may
/// name a key that it does not have. Its text is no checkpoint, so neither can be taken for the other.
/// </summary>
/// <param name="Old">The key that hands over.</param>
/// <param name="New">The key that takes over; of the same name.</param>
/// <param name="Note">What both signed.</param>
public sealed record KeySuccession(VerifierKey Old, VerifierKey New, SignedNote Note)
{
    /// <summary>The event that holds one.</summary>
    public const string EventType = "ledger.key.v1";

    private const string Header = "sharinghub-ledger-key/v1";

    // The event's body is a protobuf message whose one field, of number 1, is the note: tag, length, text.
    private const byte NoteTag = 0x0A;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">The keys are not two Ed25519 keys of one log.</exception>
    public static KeySuccession Sign(NoteSigner old, NoteSigner successor)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(successor);
        var text = $"{Header}\nold {old.Key}\nnew {successor.Key}\n";
        var made = Parse(SignedNote.Create(text, [old.Sign(text, time: 0), successor.Sign(text, time: 0)]).OrThrow().ToBytes());
        return made.Ok ? made.Value : throw new ArgumentException(made.Problem.Sentence, nameof(successor));
    }

    /// <summary>Reads a note, and believes it only if both keys signed it. Whether the old key is the log's is for its reader to know.</summary>
    public static Checked<KeySuccession> Parse(ReadOnlySpan<byte> note)
    {
        var parsed = SignedNote.Parse(note);
        if (!parsed.Ok)
            return parsed.Problem;
        if (parsed.Value.Text.Split('\n') is not [Header, ['o', 'l', 'd', ' ', .. var oldText], ['n', 'e', 'w', ' ', .. var newText], ""])
            return new Problem($"A succession is the lines '{Header}', 'old VKEY', 'new VKEY'.");
        var (old, successor) = (VerifierKey.Parse(oldText), VerifierKey.Parse(newText));
        if (!old.Ok)
            return new Problem($"The succession's old key: {old.Problem.Sentence}");
        if (!successor.Ok)
            return new Problem($"The succession's new key: {successor.Problem.Sentence}");
        if (old.Value.Name != successor.Value.Name || old.Value.Id == successor.Value.Id || old.Value.Type != SignatureType.Ed25519 || successor.Value.Type != SignatureType.Ed25519)
            return new Problem("A succession is from one Ed25519 key of a log to another of the same log.");
        var opened = new KeyRing(old.Value, successor.Value).Open(parsed.Value);
        if (!opened.Ok)
            return opened.Problem;
        return opened.Value.Verified.Select(v => v.Key).Distinct().Count() == 2
            ? new KeySuccession(old.Value, successor.Value, parsed.Value)
            : new Problem("A succession is signed by the old key and by the new one.");
    }

    /// <summary>Reads the body of an event <see cref="EventType"/>.</summary>
    public static Checked<KeySuccession> FromBody(ReadOnlySpan<byte> body)
    {
        var wrong = new Problem($"The body of a {EventType} is a message with a note and nothing else.");
        if (body.Length < 2 || body[0] != NoteTag)
            return wrong;
        var (length, at) = (0, 1);
        for (var shift = 0; shift <= 14 && at < body.Length; shift += 7)
        {
            length |= (body[at] & 0x7F) << shift;
            if (body[at++] < 0x80)
                return body.Length - at == length ? Parse(body[at..]) : wrong;
        }

        return wrong;
    }
}
