using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>Tallies by whatever they are of, with the least that their records let be told.</summary>
internal sealed class Tallies<T>
    where T : notnull
{
    private readonly Dictionary<T, (Tally Tally, CorrelationRelease Release)> tallies = [];

    public IEnumerable<(T Of, Tally Tally, CorrelationRelease Release)> All => tallies.Select(one => (one.Key, one.Value.Tally, one.Value.Release));

    public Tally Of(T of) => tallies.Count == 0 ? default : tallies.GetValueOrDefault(of).Tally;

    /// <summary>Counts one examined consignment under each that has to do with it, once.</summary>
    public void Add(IEnumerable<(T Of, CorrelationRelease Release)> all, bool seized, double probability)
    {
        foreach (var one in all.GroupBy(each => each.Of))
        {
            var (tally, release) = tallies.GetValueOrDefault(one.Key, (default, CorrelationRelease.Contributor));
            tallies[one.Key] = (tally.With(seized, probability), (CorrelationRelease)Math.Min((int)release, (int)one.Min(each => each.Release)));
        }
    }
}
