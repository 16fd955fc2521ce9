using SharingHub.Hub.Agreements.Masking;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What is wrong with one grant.</summary>
internal static class GrantRules
{
    /// <summary>A hundred years.</summary>
    private const int LongestRetentionDays = 36_500;

    /// <param name="terms">What it stands in.</param>
    public static void Check(Grant grant, AgreementTerms terms, string path, TermsViolations violations)
    {
        violations.RequireChoices($"{path}.kinds", grant.Kinds);
        violations.RequireChoices($"{path}.purposes", grant.Purposes);
        violations.RequireKnown($"{path}.ceiling", grant.Ceiling);
        violations.RequireKnown($"{path}.back_fill", grant.BackFill);
        violations.RequireKnown($"{path}.onward", grant.Onward);
        CheckBackFillFrom(grant, path, violations);
        CheckUses(grant.Read, grant.Correlate, grant.Kinds, path, violations);
        if (grant.Conditions is { } conditions)
            CheckConditions(conditions, grant, $"{path}.conditions", violations);
        CheckRetention(grant.Retention, path, violations);
        OnwardRules.Check(grant, terms, path, violations);
        OriginRules.Check(grant, terms, path, violations);
    }

    /// <summary>What is wrong with the uses that a grant gives, its recipients or those beyond.</summary>
    public static void CheckUses(ReadUse? read, CorrelateUse? correlate, IEnumerable<RecordKind> kinds, string path, TermsViolations violations)
    {
        if (read is null && correlate is null)
            violations.Add(path, "must hold read or correlate: without a use it grants nothing");
        if (read is not null)
            CheckRead(read, kinds, $"{path}.read", violations);
        if (correlate is not null)
            CheckCorrelate(correlate, read, $"{path}.correlate", violations);
    }

    public static void CheckRetention(V1.Retention? retention, string path, TermsViolations violations)
    {
        if (retention is { DeleteAfterDays: 0 or > LongestRetentionDays })
            violations.Add($"{path}.retention.delete_after_days", $"must be 1 to {LongestRetentionDays}, not {retention.DeleteAfterDays}");
    }

    private static void CheckConditions(Conditions conditions, Grant grant, string path, TermsViolations violations)
    {
        ConditionRules.Check(conditions, path, violations);
        if (conditions.MinConfidence > ConditionRules.HighestConfidence)
            violations.Add($"{path}.min_confidence", $"must be at most {ConditionRules.HighestConfidence}, not {conditions.MinConfidence}");
        var asked = ConditionRules.AskedBy(conditions);
        if (asked.Count > 0 && grant.Kinds.Any(Enum.IsDefined) && !grant.Kinds.Any(kind => asked.All(attribute => attribute.Kinds.Contains(kind))))
            violations.Add(path, $"can hold of no record: none of the granted kinds has {string.Join(" and ", asked.Select(attribute => attribute.Name))}");
    }

    private static void CheckBackFillFrom(Grant grant, string path, TermsViolations violations)
    {
        var field = $"{path}.back_fill_from";
        violations.RequireExists(field, grant.BackFillFrom);
        if (grant.BackFill == BackFill.From && grant.BackFillFrom is null)
            violations.Add(field, "must be set with BACK_FILL_FROM");
        if (grant.BackFill != BackFill.From && grant.BackFillFrom is not null)
            violations.Add(field, "must be set with BACK_FILL_FROM only");
    }

    private static void CheckRead(ReadUse read, IEnumerable<RecordKind> granted, string path, TermsViolations violations)
    {
        const string withholdable = "must be a field of the granted kinds that can be withheld, such as shipment.shipper.name or labels";
        // Once each: terms under proposal may name a kind and a field a hundred thousand times.
        var kinds = granted.Where(Enum.IsDefined).Distinct().ToArray();
        violations.RequireKnownOnce($"{path}.withheld_classes", read.WithheldClasses);
        for (var i = 0; i < read.WithheldFields.Count; i++)
        {
            if (!kinds.Any(kind => RecordSchema.CanWithhold(kind, read.WithheldFields[i])))
                violations.Add($"{path}.withheld_fields[{i}]", withholdable);
        }

        violations.RequireOnce($"{path}.withheld_fields", read.WithheldFields);
    }

    private static void CheckCorrelate(CorrelateUse correlate, ReadUse? read, string path, TermsViolations violations)
    {
        violations.RequireKnown($"{path}.release", correlate.Release);
        if (correlate.WithheldFromCorrelation && read is null)
            violations.Add($"{path}.withheld_from_correlation", "must be left out where nothing is read: there is no list of what is withheld");
    }
}
