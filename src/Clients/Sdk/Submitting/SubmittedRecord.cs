using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>What became of one record.</summary>
/// <param name="Position">The caller's: 0 for the first record handed over, then one more each, whatever streams carried it.</param>
/// <param name="Result">The hub's answer. Its own <c>position</c> is the stream's and says nothing here.</param>
/// <param name="Resent">The record went over more than one stream, because the first ended before its result came.</param>
public sealed record SubmittedRecord(long Position, SubmitResult Result, bool Resent)
{
    /// <summary>ACCEPTED, DUPLICATE or REJECTED.</summary>
    public SubmitOutcome Outcome => Result.Outcome;

    /// <summary>
    /// The hub took the record from this submission: ACCEPTED, or DUPLICATE of what was resent, whose first result was lost under way.
    /// A resent record that had been held before the submission began cannot be told from one taken by it, and counts too.
    /// </summary>
    public bool AcceptedHere => Outcome == SubmitOutcome.Accepted || (Outcome == SubmitOutcome.Duplicate && Resent);
}
