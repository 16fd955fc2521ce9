using CsCheck;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.Choices;
using static SharingHub.Hub.Tests.Agreements.GivenMembers;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Questions from domains so small that most find a grant, and ties and near misses are common.</summary>
internal static class GivenQuestions
{
    private static readonly Gen<string> Recipient = OneOf("customs", "customs", "customs", "bazaarly", "amazonia");

    public static readonly Gen<Purpose> Purposes = Gen.Frequency(
        (30, Gen.Frequency((13, OneOf(Purpose.BorderTargeting, Purpose.SellerVetting)), (1, Gen.Const(Purpose.OnwardSharing)))), (1, OneOf(Purpose.Unspecified, (Purpose)77)));

    /// <summary>Any attributes with any kind: what the evaluators look at is what was kept, not what the kind could hold.</summary>
    private static readonly Gen<RecordAttributes> Said = Gen.Select(
        Subset(0, "acme", "straße", "zeta"), Subset(0, "CN", "PT"), Subset(0, "PTLIS", "USLAX"),
        Gen.Select(Subset(0, "amazonia"), OneOf("", "customs", "customs", "bazaarly")),
        (brands, countries, ports, says) => new RecordAttributes
        {
            Brands = { brands },
            Countries = { countries },
            Ports = { ports },
            Marketplaces = { says.Item1 },
            Addressee = says.Item2,
        });

    /// <summary>Where records of another hub came from, and now and then whether one of this hub pretends to.</summary>
    private static readonly Gen<(OriginGrant Origin, bool Odd)> Came = Gen.Select(GivenOnward.Origin, Gen.Int[0, 9], (origin, odd) => (origin, odd == 0));

    public static readonly Gen<RecordFacts> Facts = Gen.Select(
        Provider,
        Gen.Frequency(
            (30, OneOf(RecordKind.Listing, RecordKind.Shipment, RecordKind.Detention, RecordKind.Inspection)), (1, OneOf(RecordKind.Unspecified, (RecordKind)99, (RecordKind)(-1)))),
        Gen.Frequency((30, Gen.Int[1, 5].Select(tlp => (Tlp)tlp)), (1, OneOf(Tlp.Unspecified, (Tlp)6, (Tlp)(-1)))),
        Time,
        Gen.Select(Gen.Frequency((9, Said.Select(said => (RecordAttributes?)said)), (1, Gen.Const((RecordAttributes?)null))), OneOf(0u, 49u, 50u, 100u), Came),
        (contributor, kind, tlp, sequencedAt, says) => new RecordFacts(contributor, kind, tlp, says.Item2, sequencedAt, Under(says.Item3, contributor, says.Item1)));

    private static RecordAttributes? Under((OriginGrant Origin, bool Odd) came, string contributor, RecordAttributes? attributes)
    {
        if (attributes is not null)
            attributes.CameUnder = MemberId.IsOfAnotherHub(contributor) == came.Odd ? null : came.Origin;
        return attributes;
    }

    public static readonly Gen<(AgreementInForce[] Agreements, string Recipient, Purpose Purpose, RecordFacts Facts, DateTimeOffset Now)> Question =
        Gen.Select(GivenAgreements.Agreements, Recipient, Purposes, Facts, Time);
}
