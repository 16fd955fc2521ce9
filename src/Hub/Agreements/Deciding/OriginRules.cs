using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What a grant says of the hub that its records come from.</summary>
internal static class OriginRules
{
    /// <summary>Whether a record came under the grant that another carries, as that grant is now.</summary>
    public static bool Match(OriginGrant grant, OriginGrant? came) =>
        came is not null && grant.Grant == came.Grant && grant.Revision <= came.Revision && grant.AgreementId == came.AgreementId;

    /// <summary>What is wrong with it.</summary>
    public static void Check(Grant grant, AgreementTerms terms, string path, TermsViolations violations)
    {
        if (MemberId.IsOfAnotherHub(terms.Provider) != grant.Origin is not null)
        {
            violations.Add($"{path}.origin", grant.Origin is null
                ? "must be given: the provider is a member of another hub, and its records come under a grant there"
                : "must be left out: the provider is a member of this hub");
        }

        if (grant.Origin is not { } origin)
            return;
        if (!Guid.TryParseExact(origin.AgreementId, "D", out var id) || id.ToString("D") != origin.AgreementId)
            violations.Add($"{path}.origin.agreement_id", "must be a lower-case UUID");
        if (origin.Grant == 0)
            violations.Add($"{path}.origin.grant", "must be a grant's number, from 1");
        if (grant.Onward == OnwardRule.Named)
            violations.Add($"{path}.onward", "must be ONWARD_RULE_NONE: what came from another hub is not passed on");
    }
}
