namespace SharingHub.Verification.Notes;

/// <summary>Signs notes: a key in memory (<see cref="NoteSigner"/>), or a process that keeps the key to itself.</summary>
public interface INoteSigner
{
    /// <summary>The key that verifies what <see cref="Sign"/> makes.</summary>
    VerifierKey Key { get; }

    /// <summary>The signature line over a note's text.</summary>
    /// <param name="text">The text, with its last newline.</param>
    /// <param name="time">Seconds since 1970; only a cosignature says them.</param>
    NoteSignature Sign(string text, long time);
}
