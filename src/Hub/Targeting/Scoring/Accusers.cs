using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Targeting.Scoring.Learning;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>Records that accuse one account. It may have thousands of listings, so of each contributor only the first that may be followed is looked at.</summary>
internal sealed class Accusers
{
    // Of each contributor, strongest first; of equal ones, the first observed.
    private readonly List<List<KnownRecord>> byContributor = [];

    public void Add(KnownRecord record)
    {
        var own = byContributor.Find(each => each[0].Contributor == record.Contributor);
        if (own is null) byContributor.Add(own = []);
        var at = own.FindIndex(one => one.Accusation < record.Accusation);
        own.Insert(at < 0 ? own.Count : at, record);
    }

    /// <summary>The strongest that may be followed, if it is stronger than what was found so far.</summary>
    /// <param name="path">Records that lead to the account.</param>
    public void Strongest(Trust trust, RejectedLinks rejected, List<string> path, ref (double Strength, string By) best)
    {
        foreach (var own in byContributor)
        {
            foreach (var record in own)
            {
                var strength = trust.Of(record);
                if (strength == 0 || rejected.Bar(path, record.Name)) continue;
                if (strength > best.Strength) best = (strength, record.Name);
                break;
            }
        }
    }
}
