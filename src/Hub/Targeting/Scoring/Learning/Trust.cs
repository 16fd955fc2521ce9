namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>How far what records say is believed: by what outcomes have taught, or as it stood before an examination.</summary>
internal sealed class Trust
{
    private readonly Lessons? lessons;
    private readonly long before;

    private Trust(Lessons? lessons, long before) => (this.lessons, this.before) = (lessons, before);

    public static Trust Taught(Lessons lessons) => new(lessons, long.MaxValue);

    /// <summary>Nothing taught, and nothing that was observed at this time or later: what an examination found did not predict it.</summary>
    /// <param name="time">Seconds since 1970.</param>
    public static Trust Before(long time) => new(null, time);

    /// <summary>How far a record accuses, 0 to 1.</summary>
    public double Of(KnownRecord accuser)
    {
        if (accuser.Accusation == 0 || accuser.ObservedAt >= before) return 0;
        return Math.Min(1, accuser.Accusation * OfContributor(accuser.Contributor));
    }

    /// <summary>0.5 to 1.25.</summary>
    public double OfContributor(string contributor) => lessons?.OfContributor(contributor) ?? 1;

    /// <summary>0.5 to 1.25.</summary>
    public double OfKind(ScoreReasonKind kind) => lessons?.OfKind(kind) ?? 1;
}
