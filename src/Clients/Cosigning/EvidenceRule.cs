namespace SharingHub.Cosigning;

/// <summary>What a log can show of having been seen.</summary>
/// <param name="WitnessedAt">When a quorum last had seen a checkpoint, by <see cref="CosignedCheckpoint.WitnessedAt"/>.</param>
/// <param name="FirstSignedAt">When the log signed its first checkpoint; null before.</param>
public sealed record Evidence(DateTimeOffset? WitnessedAt, DateTimeOffset? FirstSignedAt);

/// <summary>Whether a log may take in more.</summary>
public enum EvidenceState
{
    /// <summary>No witness is configured.</summary>
    NotAsked,

    /// <summary>Seen lately enough, or nothing is there to be seen yet.</summary>
    Fresh,

    /// <summary>Not seen for longer than the limit: writing stops.</summary>
    Late,
}

/// <param name="State">The decision.</param>
/// <param name="Age">Of the evidence, or without any of the first checkpoint; null if there is neither.</param>
public sealed record EvidenceVerdict(EvidenceState State, TimeSpan? Age)
{
    public bool WritingAllowed => State != EvidenceState.Late;
}

/// <summary>Fails closed: what nobody could prove later is not written. Recovery is the next quorum.</summary>
public static class EvidenceRule
{
    /// <summary>As X-Road's message log has it for time-stamps.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromHours(4);

    /// <summary>Evidence from further ahead than witnesses are believed means that this clock was set back; it would prolong itself.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    /// <param name="limit">How old evidence may be; null where no witness is configured.</param>
    public static EvidenceVerdict Decide(Evidence evidence, DateTimeOffset now, TimeSpan? limit)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var age = now - (evidence.WitnessedAt ?? evidence.FirstSignedAt);
        if (limit is not { } longest)
            return new EvidenceVerdict(EvidenceState.NotAsked, age);
        // Before the first checkpoint there is nothing that a witness could have seen.
        var fresh = age is null || (age <= longest && age >= -FutureTolerance);
        return new EvidenceVerdict(fresh ? EvidenceState.Fresh : EvidenceState.Late, age);
    }
}
