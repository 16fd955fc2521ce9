namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <param name="Reliability">By what the strength of such reasons is multiplied, 0.5 to 1.25; null for accusations, which are believed as their contributors are.</param>
internal sealed record KindYield(ScoreReasonKind Kind, Tally Tally, double? Reliability);
