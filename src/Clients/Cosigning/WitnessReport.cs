namespace SharingHub.Cosigning;

/// <summary>What one witness answered: for logs and metrics, and without a word of the witness's own.</summary>
/// <param name="Witness">What the policy file calls it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">The HTTP status of its last answer; null without one.</param>
/// <param name="Size">The size that it named or cosigned; null if it did neither.</param>
/// <param name="Took">Both questions, if there were two, and the proof between them.</param>
public sealed record WitnessReport(string Witness, WitnessOutcome Outcome, int? Status, long? Size, TimeSpan Took);
