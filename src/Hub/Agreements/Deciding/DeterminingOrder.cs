using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Which of several matching grants determines (docs/sharing-decisions.md): the first in this order.</summary>
internal static class DeterminingOrder
{
    public static readonly IComparer<CompiledGrant> ForRead = Comparer<CompiledGrant>.Create(CompareForRead);

    public static readonly IComparer<CompiledGrant> ForCorrelate = Comparer<CompiledGrant>.Create(CompareForCorrelate);

    private static int CompareForRead(CompiledGrant left, CompiledGrant right) =>
        Withheld(left.Grant.Read).CompareTo(Withheld(right.Grant.Read)) is var withheld and not 0 ? withheld : ComparePlace(left, right);

    private static int CompareForCorrelate(CompiledGrant left, CompiledGrant right)
    {
        var withheld = Withheld(FromJoining(left.Grant)).CompareTo(Withheld(FromJoining(right.Grant)));
        if (withheld != 0)
            return withheld;
        var release = left.Grant.Correlate.Release.CompareTo(right.Grant.Correlate.Release);
        return release != 0 ? release : ComparePlace(left, right);
    }

    private static ReadUse? FromJoining(Grant grant) => grant.Correlate.WithheldFromCorrelation ? grant.Read : null;

    private static (int Classes, int Fields) Withheld(ReadUse? read) => (read?.WithheldClasses.Count ?? 0, read?.WithheldFields.Count ?? 0);

    private static int ComparePlace(CompiledGrant left, CompiledGrant right)
    {
        var agreement = string.CompareOrdinal(left.AgreementName, right.AgreementName);
        return agreement != 0 ? agreement : left.Number.CompareTo(right.Number);
    }
}
