namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <param name="Month">Its first day.</param>
internal sealed record MonthYield(DateOnly Month, Tally Tally);
