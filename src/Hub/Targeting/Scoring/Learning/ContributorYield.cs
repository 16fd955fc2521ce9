using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <param name="Contributor">Member id.</param>
/// <param name="Release">The least that any record on the paths which end at this contributor lets be told: only <c>CONTRIBUTOR</c> lets it be named.</param>
/// <param name="Reliability">By what its accusations are multiplied, 0.5 to 1.25.</param>
internal sealed record ContributorYield(string Contributor, CorrelationRelease Release, Tally Tally, double Reliability);
