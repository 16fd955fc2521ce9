using System.Text.RegularExpressions;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What is wrong with what a grant lets peer hubs pass on.</summary>
internal static partial class OnwardRules
{
    /// <summary>Each of them becomes a grant of an agreement at the peer hub, and that has room for so many.</summary>
    private const int MostOnwardGrants = 64;

    public static void CheckCount(AgreementTerms terms, TermsViolations violations)
    {
        if (terms.Grants.Sum(grant => grant.OnwardGrants.Count) is var count and > MostOnwardGrants)
            violations.Add("grants", $"must hold at most {MostOnwardGrants} onward_grants together, not {count}");
    }

    public static void Check(Grant grant, AgreementTerms terms, string path, TermsViolations violations)
    {
        var passesOn = PassesOn(grant);
        if (passesOn != PassesOn(terms.Grants[0]))
            violations.Add($"{path}.onward", "must be ONWARD_RULE_NAMED in every grant or in none: an agreement is with peer hubs or with members");
        if (!passesOn)
        {
            if (grant.OnwardGrants.Count > 0)
                violations.Add($"{path}.onward_grants", "must be left out without ONWARD_RULE_NAMED");
            if (grant.Purposes.Contains(Purpose.OnwardSharing))
                violations.Add($"{path}.purposes", "must not hold PURPOSE_ONWARD_SHARING without ONWARD_RULE_NAMED");
            return;
        }

        if (grant.Purposes.Any(purpose => purpose != Purpose.OnwardSharing))
            violations.Add($"{path}.purposes", "must be PURPOSE_ONWARD_SHARING alone with ONWARD_RULE_NAMED; the purposes of those beyond stand in onward_grants");
        if (grant.Read is null)
            violations.Add($"{path}.read", "must be given with ONWARD_RULE_NAMED: only what is read can be passed on");
        if (grant.Correlate is not null)
            violations.Add($"{path}.correlate", "must be left out with ONWARD_RULE_NAMED: nothing is joined here for a peer hub");
        if (grant.OnwardGrants.Count == 0)
            violations.Add($"{path}.onward_grants", "must hold at least one with ONWARD_RULE_NAMED");
        for (var i = 0; i < grant.OnwardGrants.Count; i++)
            Check(grant.OnwardGrants[i], grant, terms, $"{path}.onward_grants[{i}]", violations);
    }

    public static bool PassesOn(Grant grant) => grant.Onward == OnwardRule.Named;

    private static void Check(OnwardGrant onward, Grant grant, AgreementTerms terms, string path, TermsViolations violations)
    {
        if (onward.Members.Count == 0)
            violations.Add($"{path}.members", "must name at least one; nobody is never everybody");
        for (var i = 0; i < onward.Members.Count; i++)
        {
            if (!MemberOfHub().IsMatch(onward.Members[i]) || !terms.Recipients.Contains(onward.Members[i].Split('@')[1]))
                violations.Add($"{path}.members[{i}]", "must be name@hub, where the hub is a recipient of the agreement");
        }

        violations.RequireOnce($"{path}.members", onward.Members);
        violations.RequireChoices($"{path}.purposes", onward.Purposes);
        if (onward.Purposes.Contains(Purpose.OnwardSharing))
            violations.Add($"{path}.purposes", "must not hold PURPOSE_ONWARD_SHARING: a hub passes on to its own members alone");
        GrantRules.CheckUses(onward.Read, onward.Correlate, grant.Kinds, path, violations);
        GrantRules.CheckRetention(onward.Retention, path, violations);
        if (grant.Retention is { } bound && onward.Retention?.DeleteAfterDays > bound.DeleteAfterDays)
            violations.Add($"{path}.retention.delete_after_days", $"must be at most the grant's {bound.DeleteAfterDays}, not {onward.Retention.DeleteAfterDays}");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,62}@[a-z][a-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MemberOfHub();
}
