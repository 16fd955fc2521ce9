using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Witnessing;

/// <summary>Reads what a witness answered with 200.</summary>
public static class WitnessAnswer
{
    /// <summary>
    /// The cosignatures of the witness's known keys on this checkpoint: at least one, all of them good and with a time. Lines of unknown
    /// keys are left out.
    /// </summary>
    public static Checked<VerifiedSignature[]> Read(ReadOnlySpan<byte> lines, string checkpointText, KeyRing witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        var signatures = SignedNote.ParseLines(lines);
        if (!signatures.Ok)
            return signatures.Problem;
        var note = SignedNote.Create(checkpointText, signatures.Value);
        if (!note.Ok)
            return note.Problem;
        var opened = witness.Open(note.Value);
        if (!opened.Ok)
            return opened.Problem;
        return opened.Value.Verified.All(v => v.Time > 0) ? opened.Value.Verified.ToArray() : new Problem("The witness says no time.");
    }
}
