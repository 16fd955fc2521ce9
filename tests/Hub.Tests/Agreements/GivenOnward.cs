using CsCheck;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.Choices;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>What crosses between hubs: grants for peer hubs, and where records of another hub came from.</summary>
internal static class GivenOnward
{
    /// <summary>A member of another hub.</summary>
    public const string Abroad = "shop@lisbon";

    private static readonly OriginGrant[] Origins =
    [
        new() { AgreementId = "11111111-1111-1111-1111-111111111111", Grant = 1, Revision = 2 },
        new() { AgreementId = "11111111-1111-1111-1111-111111111111", Grant = 1, Revision = 3 },
        new() { AgreementId = "11111111-1111-1111-1111-111111111111", Grant = 2, Revision = 2 },
    ];

    public static readonly Gen<OriginGrant> Origin = OneOf(Origins).Select(origin => origin.Clone());

    private static readonly Gen<OnwardGrant> OnwardGrants = Gen.Select(
        Subset(1, "officer", "shop"), Subset(1, Purpose.BorderTargeting, Purpose.SellerVetting), Gen.Int[0, 2], Subset(0, "labels", "links"),
        (members, purposes, uses, withheld) => new OnwardGrant
        {
            Members = { members },
            Purposes = { purposes },
            Read = uses == 1 ? null : new ReadUse { WithheldFields = { withheld } },
            Correlate = uses == 2 ? null : new CorrelateUse { Release = CorrelationRelease.Count },
        });

    public static readonly Gen<OnwardGrant[]> SomeOnwardGrants = OnwardGrants.Array[1, 2];

    /// <summary>Makes of terms between members terms with peer hubs, in which each grant passes on to members of the first recipient.</summary>
    public static AgreementTerms Crossing(AgreementTerms terms, params OnwardGrant[] onward)
    {
        foreach (var grant in terms.Grants)
        {
            (grant.Onward, grant.Read, grant.Correlate) = (OnwardRule.Named, grant.Read ?? new ReadUse(), null);
            Spoiling.Replace(grant.Purposes, Purpose.OnwardSharing);
            grant.OnwardGrants.Add(onward.Select(one => AtHub(one.Clone(), terms.Recipients[0])));
        }

        return terms;
    }

    /// <summary>Terms with a peer hub, with one onward grant that has a retention.</summary>
    public static OnwardGrant CrossingTo(AgreementTerms terms)
    {
        foreach (var grant in terms.Grants)
            grant.OnwardGrants.Clear();
        Crossing(terms, new OnwardGrant { Members = { "officer" }, Purposes = { Purpose.BorderTargeting }, Read = new ReadUse() });
        terms.Grants[0].Retention = new V1.Retention { DeleteAfterDays = 30 };
        terms.Grants[0].OnwardGrants[0].Retention = new V1.Retention { DeleteAfterDays = 30 };
        return terms.Grants[0].OnwardGrants[0];
    }

    /// <summary>Makes terms carry another hub's.</summary>
    public static OriginGrant Carried(AgreementTerms terms)
    {
        terms.Provider = Abroad;
        foreach (var grant in terms.Grants)
            grant.Origin = Origins[0].Clone();
        return terms.Grants[0].Origin;
    }

    private static OnwardGrant AtHub(OnwardGrant onward, string hub)
    {
        Spoiling.Replace(onward.Members, [.. onward.Members.Select(member => $"{member}@{hub}")]);
        return onward;
    }
}
