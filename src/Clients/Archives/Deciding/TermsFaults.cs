using System.Globalization;
using System.Text;
using Google.Protobuf;
using SharingHub.V1;
using Enum = System.Enum;

namespace SharingHub.Archives.Deciding;

/// <summary>The faults of docs/sharing-decisions.md.</summary>
internal static class TermsFaults
{
    public static bool HasFault(AgreementTerms terms)
    {
        if (HasUnknownField(terms))
            return true;
        if (!IsMemberId(terms.Provider) || terms.Recipients.Count == 0 || !terms.Recipients.All(IsMemberId))
            return true;
        if (Repeats(terms.Recipients) || terms.Recipients.Contains(terms.Provider))
            return true;
        if (!Instant.Exists(terms.ValidFrom) || !Instant.Exists(terms.ValidUntil))
            return true;
        if (terms.ValidFrom != null && terms.ValidUntil != null && Instant.Of(terms.ValidUntil) <= Instant.Of(terms.ValidFrom))
            return true;
        if (terms.Prohibitions.Count > 64 || terms.Prohibitions.Any(HasFault))
            return true;
        if (terms.Grants.Count < 1 || terms.Grants.Count > 64 || terms.Grants.Any(HasFault) || OnwardFaults.HaveFault(terms))
            return true;
        var use = terms.PermittedUse.EnumerateRunes().ToList();
        return use.Count > 2000 || use.Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format);
    }

    /// <summary>A faulty prohibition, or a term that is not known anywhere but in the grants, which are there to be ignored when faulty.</summary>
    public static bool CannotTellWhatIsProhibited(AgreementTerms terms)
    {
        var withoutGrants = terms.Clone();
        withoutGrants.Grants.Clear();
        return terms.Prohibitions.Count > 64 || terms.Prohibitions.Any(HasFault) || HasUnknownField(withoutGrants);
    }

    private static bool HasFault(Grant grant)
    {
        if (grant.Kinds.Count == 0 || !grant.Kinds.All(Known) || Repeats(grant.Kinds))
            return true;
        if (grant.Purposes.Count == 0 || !grant.Purposes.All(Known) || Repeats(grant.Purposes))
            return true;
        if (!Known(grant.Ceiling) || !Known(grant.BackFill) || !Known(grant.Onward))
            return true;
        if ((grant.BackFillFrom != null) != (grant.BackFill == BackFill.From) || !Instant.Exists(grant.BackFillFrom))
            return true;
        if (grant.Conditions != null
            && (ConditionFaults.HasFault(grant.Conditions) || grant.Conditions.MinConfidence > 100
                || grant.Kinds.All(kind => !ConditionFaults.CouldAnswer(kind, grant.Conditions))))
        {
            return true;
        }

        return UsesHaveFault(grant.Read, grant.Correlate, grant.Kinds) || HasFault(grant.Retention);
    }

    /// <summary>What two sorts of grant have in common: to recipients, and to those beyond them.</summary>
    internal static bool UsesHaveFault(ReadUse? read, CorrelateUse? correlate, IEnumerable<RecordKind> kinds) =>
        (read == null && correlate == null)
        || (correlate != null && (!Known(correlate.Release) || (correlate.WithheldFromCorrelation && read == null)))
        || (read != null && HasFault(read, kinds));

    internal static bool HasFault(Retention? retention) => retention != null && (retention.DeleteAfterDays < 1 || retention.DeleteAfterDays > 36500);

    private static bool HasFault(ReadUse read, IEnumerable<RecordKind> kinds) =>
        !read.WithheldClasses.All(Known) || Repeats(read.WithheldClasses) || Repeats(read.WithheldFields)
        || !read.WithheldFields.All(field => field is "labels" or "links" || kinds.Any(kind => FieldPaths.Of(kind).Contains(field)));

    private static bool HasFault(Prohibition prohibition) =>
        prohibition.Kinds.Count == 0 || !prohibition.Kinds.All(Known) || Repeats(prohibition.Kinds)
        || !prohibition.Purposes.All(Known) || Repeats(prohibition.Purposes)
        || (prohibition.Conditions != null
            && (ConditionFaults.HasFault(prohibition.Conditions) || prohibition.Conditions.MinConfidence != 0
                || !prohibition.Kinds.All(kind => ConditionFaults.CouldAnswer(kind, prohibition.Conditions))));

    // What is not known survives a round trip only if it is not thrown away.
    private static bool HasUnknownField(AgreementTerms terms) =>
        !AgreementTerms.Parser.WithDiscardUnknownFields(true).ParseFrom(terms.ToByteArray()).Equals(terms);

    internal static bool Repeats<T>(IReadOnlyCollection<T> list) => list.Distinct().Count() != list.Count;

    internal static bool Known<T>(T value)
        where T : struct, Enum => Convert.ToInt32(value, CultureInfo.InvariantCulture) != 0 && Enum.IsDefined(value);

    internal static bool IsMemberId(string id)
    {
        var parts = id.Split('@');
        return parts.Length <= 2 && parts.All(part => part.Length is >= 2 and <= 63
            && part[0] is >= 'a' and <= 'z'
            && part.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'));
    }
}
