using SharingHub.Hub.Targeting.Scoring;

namespace SharingHub.Scoring.Tests;

/// <summary>What came of inspecting a share of arrivals.</summary>
internal readonly record struct Result(double Share, int Inspected, int Found, int Counterfeit)
{
    /// <summary>Of all counterfeit consignments, those found; 0 to 1.</summary>
    public double FoundShare => (double)Found / Counterfeit;

    /// <summary>Of all inspected, those counterfeit; 0 to 1.</summary>
    public double Precision => (double)Found / Inspected;

    public static Result Of(Campaign campaign, Truth truth, double share, ScoreReasonKind? without = null)
    {
        var inspected = campaign.Inspected(share, without).ToList();
        return new Result(share, inspected.Count, inspected.Count(truth.Counterfeit.Contains), truth.Counterfeit.Count);
    }

    public override string ToString() => FormattableString.Invariant($"{Share:P0}: {FoundShare:P1} found, precision {Precision:P1}");
}
