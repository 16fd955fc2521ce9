using SharingHub.V1;

namespace SharingHub.Hub.Federation.Carrying;

/// <summary>What an agreement of a peer lets members of this hub have, as terms between its provider there and each of them here. Pure.</summary>
internal static class CarriedTerms
{
    /// <returns>By the member's id here; nobody whom no grant names.</returns>
    public static IReadOnlyDictionary<string, AgreementTerms> Of(Agreement origin, PeerNames names)
    {
        var byMember = new Dictionary<string, AgreementTerms>(StringComparer.Ordinal);
        if (names.OfPeer(origin.Terms.Provider) is not { } provider)
        {
            return byMember;
        }

        for (var number = 1u; number <= origin.Terms.Grants.Count; number++)
        {
            var grant = origin.Terms.Grants[(int)number - 1];
            foreach (var (onward, member) in grant.OnwardGrants.SelectMany(o => o.Members.Select(names.OfOwn).OfType<string>().Distinct().Select(m => (o, m))))
            {
                if (!byMember.TryGetValue(member, out var terms))
                {
                    byMember.Add(member, terms = new AgreementTerms
                    {
                        Provider = provider,
                        Recipients = { member },
                        ValidUntil = origin.Terms.ValidUntil,
                        PermittedUse = origin.Terms.PermittedUse,
                    });
                }

                terms.Grants.Add(Grant(origin.Id, number, grant, onward));
            }
        }

        return byMember;
    }

    private static Grant Grant(string agreement, uint number, Grant grant, OnwardGrant onward)
    {
        var carried = new Grant
        {
            Kinds = { grant.Kinds },
            Purposes = { onward.Purposes },
            Ceiling = grant.Ceiling,
            Read = onward.Read,
            Correlate = onward.Correlate,
            BackFill = BackFill.All,
            Onward = OnwardRule.None,
            Retention = onward.Retention ?? grant.Retention,
            Origin = new OriginGrant { AgreementId = agreement, Grant = number },
        };
        return carried;
    }
}
