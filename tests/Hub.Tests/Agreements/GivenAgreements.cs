using CsCheck;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenTerms;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Agreements in force that overlap, share ids, and are sometimes faulty.</summary>
internal static class GivenAgreements
{
    private static readonly (string Field, Action<AgreementTerms> Spoil)[] Faults = [.. FaultyTerms.Faults, .. FaultyTerms.Unclear];

    private static readonly Gen<AgreementTerms> Terms = Gen.Select(GoodTerms, Gen.Frequency((40, Gen.Const(-1)), (1, Gen.Int[0, Faults.Length - 1])))
        .Select((terms, fault) =>
        {
            if (fault >= 0)
                Faults[fault].Spoil(terms);
            return terms;
        });

    /// <summary>Some share an id; then each has a revision of its own.</summary>
    public static readonly Gen<AgreementInForce[]> Agreements = Gen.Select(Terms, Gen.Int[0, 40], Gen.Frequency((3, Gen.Const(Noon)), (1, Time))).Array[0, 9]
        .Select(parts => parts.Select((part, i) => new AgreementInForce(Id(part.Item2), (uint)(i + 1), i, part.Item1, part.Item3)).ToArray());

    /// <summary>One that grants and prohibits nothing.</summary>
    public static readonly Gen<AgreementInForce> Another = Gen.Select(GoodTerms, Gen.Bool, (terms, first) =>
    {
        terms.Prohibitions.Clear();
        return new AgreementInForce(Id(first ? -1 : 99), 1, 7, terms, Noon);
    });

    /// <summary>The first row of the model operation, with a validity.</summary>
    public static AgreementTerms AmazoniaToCustoms(DateTimeOffset from, DateTimeOffset until) => new()
    {
        Provider = "amazonia",
        Recipients = { "customs" },
        ValidFrom = Timestamp.FromDateTimeOffset(from),
        ValidUntil = Timestamp.FromDateTimeOffset(until),
        Grants =
        {
            new Grant
            {
                Kinds = { RecordKind.SellerAccount, RecordKind.Listing, RecordKind.InventoryHold },
                Purposes = { Purpose.BorderTargeting },
                Read = new ReadUse { WithheldClasses = { FieldClass.Sensitive } },
                Ceiling = Tlp.AmberStrict,
                BackFill = BackFill.All,
                Onward = OnwardRule.None,
            },
        },
        PermittedUse = "Targeting of inspections at the border.",
    };

    private static Guid Id(int number) => new(number * 0x1357_9bdf, 7, 7, [1, 2, 3, 4, 5, 6, 7, (byte)number]);
}
