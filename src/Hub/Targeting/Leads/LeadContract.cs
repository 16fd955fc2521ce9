using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>
/// A score as far as the agreements of the records behind it let it be told. A reason says what the least of the records on its way releases: all of it, or
/// that one more member holds what matches, or nothing but its weight, summed with others of that sort.
/// </summary>
internal static class LeadContract
{
    /// <param name="find">The records that the score was made with, by name.</param>
    /// <param name="holdsUntold">Whether there are records among them of which nothing but the score may tell.</param>
    /// <returns>The lead but for the shipment itself, and the records that stand behind what it tells.</returns>
    public static (Lead Lead, IReadOnlyList<Joinable> Uses) Of(Candidate candidate, uint rank, Func<string, Joinable?> find, bool holdsUntold)
    {
        var score = candidate.Score;
        var lead = new Lead
        {
            EstimatedArrival = candidate.Arrival.ToTimestamp(),
            Probability = score.Probability,
            LogOdds = score.LogOdds,
            StartLogOdds = score.Start,
            Rank = rank,
        };
        var (told, counted, support) = (new List<Joinable>(), new List<Joinable>(), new List<Joinable>());
        foreach (var reason in score.Reasons.OrderByDescending(reason => Math.Abs(reason.Weight)))
        {
            var path = reason.Path.Select(name => find(name)!).ToList();
            var release = ReleaseOf(reason, path, holdsUntold);
            if (release == CorrelationRelease.Contributor)
            {
                lead.Reasons.Add(ToContract(reason, path));
                told.AddRange(path);
                support.AddRange(reason.Support.SelectMany(one => one.Records.Prepend(one.Consignment)).Select(name => find(name)).OfType<Joinable>());
                continue;
            }

            lead.OtherWeight += reason.Weight;
            if (release == CorrelationRelease.Count)
            {
                counted.AddRange(path);
            }
        }

        lead.FurtherMembers = (uint)counted.Select(one => one.Contributor).Except(told.Select(one => one.Contributor)).Count();
        return (lead, [.. told.Concat(counted).Concat(support).Distinct()]);
    }

    private static CorrelationRelease ReleaseOf(ScoreReason reason, List<Joinable> path, bool holdsUntold) => reason.Kind switch
    {
        // How all goods are declared tells of no record and no member.
        ScoreReasonKind.Goods => CorrelationRelease.Contributor,
        // That others' consignments of this party are tied tells that something matched.
        ScoreReasonKind.SharedParty when path.Count == 0 => holdsUntold ? CorrelationRelease.Score : CorrelationRelease.Contributor,
        _ => path.Min(one => one.Release),
    };

    private static LeadReason ToContract(ScoreReason reason, List<Joinable> path)
    {
        var contract = new LeadReason
        {
            Kind = (LeadReasonKind)((int)reason.Kind + 1),
            Field = reason.Field,
            Weight = reason.Weight,
            WithheldAgreeing = (uint)reason.Withheld,
            Reliability = reason.Reliability,
        };
        contract.Path.AddRange(path.Select(one => new LeadStep { Contributor = one.Contributor, Record = one.IsReadable ? one.Name : null }));
        contract.Agreeing.AddRange(reason.Agreeing);
        contract.Declared.AddRange(reason.Declared);
        contract.Words = LeadWords.Of(contract);
        return contract;
    }
}
