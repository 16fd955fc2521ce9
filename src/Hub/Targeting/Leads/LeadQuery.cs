using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>What a watch asks for, checked.</summary>
/// <param name="From">Null means now, whenever that is.</param>
internal sealed record LeadQuery(int? ADay, int PerMille, DateTimeOffset? From, DateTimeOffset? Before, double MinProbability)
{
    private const uint MostADay = 100_000;

    public static LeadQuery Check(WatchLeadsRequest request)
    {
        var found = new Violations();
        found.When(request.Purpose == Purpose.Unspecified || !Enum.IsDefined(request.Purpose), "purpose", "must be stated: one of the purposes of the contract");
        found.When(request.BudgetCase == WatchLeadsRequest.BudgetOneofCase.None, "budget", "must be given: consignments_a_day or per_mille_of_arrivals");
        found.When(request is { HasConsignmentsADay: true, ConsignmentsADay: 0 or > MostADay }, "consignments_a_day", $"must be 1-{MostADay}");
        found.When(request is { HasPerMilleOfArrivals: true, PerMilleOfArrivals: 0 or > 1000 }, "per_mille_of_arrivals", "must be 1-1000");
        found.When(!(request.MinProbability is >= 0 and <= 1), "min_probability", "must be 0-1");
        var (from, before) = (found.Time("arriving_from", request.ArrivingFrom), found.Time("arriving_before", request.ArrivingBefore));
        found.When(before <= from, "arriving_before", "must be later than arriving_from");
        found.Throw();
        return new LeadQuery(
            request.HasConsignmentsADay ? (int)request.ConsignmentsADay : null, (int)request.PerMilleOfArrivals, from, before, request.MinProbability);
    }

    public bool Covers(DateTimeOffset arrival, DateTimeOffset now) => arrival >= (From ?? now) && !(arrival >= Before);

    /// <summary>Whether any of a day's arrivals may be asked for.</summary>
    public bool Covers(DateOnly day, DateTimeOffset now) =>
        day >= DateOnly.FromDateTime((From ?? now).UtcDateTime) && !(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) >= Before);

    /// <param name="arrivals">How many are known to arrive that day.</param>
    public int BudgetOf(int arrivals) => ADay ?? (int)((arrivals * (long)PerMille + 999) / 1000);
}
