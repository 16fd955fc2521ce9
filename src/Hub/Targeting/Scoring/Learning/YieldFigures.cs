namespace SharingHub.Hub.Targeting.Scoring.Learning;

/// <summary>What the recipient's own examinations came to. A consignment counts once in each row that has to do with it.</summary>
/// <param name="Kinds">By kind of reason that pointed at what was examined.</param>
/// <param name="Contributors">By who accuses, in alphabetical order.</param>
/// <param name="Months">By month of the examination, in UTC.</param>
internal sealed record YieldFigures(Tally All, IReadOnlyList<KindYield> Kinds, IReadOnlyList<ContributorYield> Contributors, IReadOnlyList<MonthYield> Months);
