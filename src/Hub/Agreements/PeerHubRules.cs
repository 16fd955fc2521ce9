using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>
/// What terms may be between whom, as far as that hangs on the parties' roles: a peer hub receives only under grants that name who beyond it may have what it
/// gets, and such grants are for peer hubs alone. Pure.
/// </summary>
internal static class PeerHubRules
{
    public static IEnumerable<FieldViolation> Check(AgreementTerms terms, MemberDirectory members)
    {
        if (members.IsPeerHub(terms.Provider))
            yield return Violation("terms.provider", "must not be a peer hub: each of its members provides its own records, under agreements there");
        var passesOn = terms.Grants.Any(OnwardRules.PassesOn);
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            if (members.IsPeerHub(terms.Recipients[i]) != passesOn)
            {
                yield return Violation($"terms.recipients[{i}]", passesOn
                    ? "must be a peer hub, for the grants say ONWARD_RULE_NAMED"
                    : "must not be a peer hub, for the grants do not say ONWARD_RULE_NAMED");
            }
        }
    }

    private static FieldViolation Violation(string field, string description) => new() { Field = field, Description = description };
}
