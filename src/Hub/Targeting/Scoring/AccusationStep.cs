using SharingHub.Hub.Correlation.Linking;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>A known mention as reached from a party of a consignment.</summary>
/// <param name="mayBeBarred">Whether a record of the path is rejected with some other: a weaker path may then lead where this one may not.</param>
internal sealed class AccusationStep(Match match, string record, double strength, AccusationStep? before, bool mayBeBarred)
{
    public int Mention => match.Mention;

    public string Record => record;

    /// <summary>How well each agrees with the one before it, multiplied.</summary>
    public double Strength => strength;

    public bool MayBeBarred => mayBeBarred;

    /// <summary>Records on the path, this one counted.</summary>
    public int Length { get; } = (before?.Length ?? 0) + 1;

    public Match First => before?.First ?? match;

    /// <summary>The consignment, and the records before this one.</summary>
    public List<string> PathFrom(string consignment)
    {
        var path = before?.PathFrom(consignment) ?? [consignment];
        if (before is not null) path.Add(before.Record);
        return path;
    }
}
