using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What is wrong with one prohibition.</summary>
internal static class ProhibitionRules
{
    public static void Check(Prohibition prohibition, string path, TermsViolations violations)
    {
        violations.RequireChoices($"{path}.kinds", prohibition.Kinds);
        violations.RequireKnownOnce($"{path}.purposes", prohibition.Purposes);
        if (prohibition.Conditions is not { } conditions)
            return;
        ConditionRules.Check(conditions, $"{path}.conditions", violations);
        if (conditions.MinConfidence > 0)
            violations.Add($"{path}.conditions.min_confidence", "must be left out: confidence keeps nothing out");

        // Stricter than for a grant: a kind that is named here and can never be kept out would be a promise that nothing keeps.
        foreach (var attribute in ConditionRules.AskedBy(conditions))
        {
            foreach (var kind in prohibition.Kinds.Distinct().Where(kind => kind != RecordKind.Unspecified && Enum.IsDefined(kind) && !attribute.Kinds.Contains(kind)))
                violations.Add($"{path}.conditions.{attribute.Name}", $"can hold of no {KindNames.Of(kind)}, which has none; leave that kind to a prohibition of its own");
        }
    }
}
