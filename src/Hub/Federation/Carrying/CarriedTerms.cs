using System.Security.Cryptography;
using Google.Protobuf;
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
            foreach (var (member, onwards) in ByMember(grant, names))
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

                var from = new OriginGrant { AgreementId = origin.Id, Grant = number, Revision = origin.Revision, TermsDigest = DigestOf(origin.Terms, grant, onwards) };
                terms.Grants.Add(onwards.Select(onward => Grant(grant, onward, from)));
            }
        }

        return byMember;
    }

    /// <summary>Whether two say the same, whatever revision there they were taken from.</summary>
    public static bool AreTheSame(AgreementTerms one, AgreementTerms other)
    {
        return WithoutRevision(one).Equals(WithoutRevision(other));

        static AgreementTerms WithoutRevision(AgreementTerms terms)
        {
            var without = terms.Clone();
            foreach (var grant in without.Grants)
            {
                grant.Origin.Revision = 0;
            }

            return without;
        }
    }

    private static IEnumerable<(string Member, IReadOnlyList<OnwardGrant> Onwards)> ByMember(Grant grant, PeerNames names) =>
        grant.OnwardGrants.SelectMany(onward => onward.Members.Select(names.OfOwn).OfType<string>().Distinct().Select(member => (Member: member, Onward: onward)))
            .GroupBy(one => one.Member, one => one.Onward, (member, onwards) => (member, (IReadOnlyList<OnwardGrant>)[.. onwards]));

    /// <summary>What crosses may change where nothing of what is carried does: by conditions, by what is withheld from this hub, by a prohibition.</summary>
    private static ByteString DigestOf(AgreementTerms terms, Grant grant, IEnumerable<OnwardGrant> onwards)
    {
        var (bearing, only) = (terms.Clone(), grant.Clone());
        only.OnwardGrants.Clear();
        foreach (var onward in onwards)
        {
            var one = onward.Clone();
            one.Members.Clear();
            only.OnwardGrants.Add(one);
        }

        bearing.Recipients.Clear();
        bearing.Grants.Clear();
        bearing.Grants.Add(only);
        return ByteString.CopyFrom(SHA256.HashData(bearing.ToByteArray()));
    }

    private static Grant Grant(Grant grant, OnwardGrant onward, OriginGrant from) => new()
    {
        Kinds = { grant.Kinds },
        Purposes = { onward.Purposes },
        Ceiling = grant.Ceiling,
        Read = onward.Read,
        Correlate = onward.Correlate,
        BackFill = BackFill.All,
        Onward = OnwardRule.None,
        Retention = onward.Retention ?? grant.Retention,
        Origin = from.Clone(),
    };
}
