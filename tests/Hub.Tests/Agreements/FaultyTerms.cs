using Google.Protobuf.WellKnownTypes;
using Google.Protobuf;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;
using static SharingHub.Hub.Tests.Agreements.Spoiling;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Every way to spoil good terms, and the field that a refusal names.</summary>
internal static class FaultyTerms
{
    /// <summary>Each makes good terms bad in one way.</summary>
    public static readonly (string Field, Action<AgreementTerms> Spoil)[] Faults =
    [
        ("", terms => terms.MergeFrom(Unknown())),
        ("grants[0]", terms => terms.Grants[0].MergeFrom(Unknown())),
        ("grants[0].read", terms => (terms.Grants[0].Read ??= new ReadUse()).MergeFrom(Unknown())),
        ("grants[0].correlate", terms => (terms.Grants[0].Correlate ??= new CorrelateUse { Release = CorrelationRelease.Score }).MergeFrom(Unknown())),
        ("valid_from", terms => (terms.ValidFrom ??= Stamp(0)).MergeFrom(Unknown())),
        ("provider", terms => terms.Provider = "Amazonia"),
        ("provider", terms => terms.Provider = "a"),
        ("recipients", terms => terms.Recipients.Clear()),
        ("recipients[1]", terms => terms.Recipients.Insert(1, terms.Recipients[0])),
        ("recipients[0]", terms => terms.Recipients.Insert(0, terms.Provider)),
        ("recipients[0]", terms => terms.Recipients.Insert(0, "customs\n")),
        ("recipients[0]", terms => terms.Recipients.Insert(0, "customs@a@b")),
        ("valid_from", terms => terms.ValidFrom = new Timestamp { Nanos = -1 }),
        ("valid_until", terms => terms.ValidUntil = new Timestamp { Seconds = 253402300800 }),
        ("valid_until", terms => terms.ValidUntil = (terms.ValidFrom ??= Stamp(3)).Clone()),
        ("grants", terms => terms.Grants.Clear()),
        ("grants", terms => terms.Grants.Add(Enumerable.Repeat(terms.Grants[0], 64))),
        ("grants[0].kinds", terms => terms.Grants[0].Kinds.Clear()),
        ("grants[0].kinds[0]", terms => terms.Grants[0].Kinds.Insert(0, RecordKind.Unspecified)),
        ("grants[0].kinds[0]", terms => terms.Grants[0].Kinds.Insert(0, (RecordKind)99)),
        ("grants[0].kinds[1]", terms => terms.Grants[0].Kinds.Insert(0, terms.Grants[0].Kinds[0])),
        ("grants[0].purposes", terms => terms.Grants[0].Purposes.Clear()),
        ("grants[0].purposes[0]", terms => terms.Grants[0].Purposes.Insert(0, Purpose.Unspecified)),
        ("grants[0].purposes[0]", terms => terms.Grants[0].Purposes.Insert(0, (Purpose)77)),
        ("grants[0].purposes[1]", terms => terms.Grants[0].Purposes.Insert(0, terms.Grants[0].Purposes[0])),
        ("grants[0]", terms => (terms.Grants[0].Read, terms.Grants[0].Correlate) = (null, null)),
        ("grants[0].ceiling", terms => terms.Grants[0].Ceiling = Tlp.Unspecified),
        ("grants[0].ceiling", terms => terms.Grants[0].Ceiling = (Tlp)6),
        ("grants[0].back_fill", terms => terms.Grants[0].BackFill = BackFill.Unspecified),
        ("grants[0].back_fill", terms => terms.Grants[0].BackFill = (BackFill)4),
        ("grants[0].back_fill_from", terms => (terms.Grants[0].BackFill, terms.Grants[0].BackFillFrom) = (BackFill.From, null)),
        ("grants[0].back_fill_from", terms => (terms.Grants[0].BackFill, terms.Grants[0].BackFillFrom) = (BackFill.All, Stamp(0))),
        ("grants[0].back_fill_from", terms => (terms.Grants[0].BackFill, terms.Grants[0].BackFillFrom) =
            (BackFill.From, new Timestamp { Nanos = 1_000_000_000 })),
        ("grants[0].onward", terms => terms.Grants[0].Onward = OnwardRule.Unspecified),
        ("grants[0].onward", terms => terms.Grants[0].Onward = (OnwardRule)3),
        ("grants[0].read.withheld_classes[0]", terms => Read(terms).WithheldClasses.Insert(0, FieldClass.Unspecified)),
        ("grants[0].read.withheld_classes[0]", terms => Read(terms).WithheldClasses.Insert(0, (FieldClass)5)),
        ("grants[0].read.withheld_classes[1]", terms => Replace(Read(terms).WithheldClasses, FieldClass.Public, FieldClass.Public)),
        ("grants[0].read.withheld_fields[1]", terms => Replace(Read(terms).WithheldFields, "labels", "labels")),
        ("grants[0].read.withheld_fields[0]", terms => Read(terms).WithheldFields.Insert(0, "tlp")),
        ("grants[0].read.withheld_fields[0]", terms => Read(terms).WithheldFields.Insert(0, "links.id")),
        ("grants[0].read.withheld_fields[0]", terms => Read(terms).WithheldFields.Insert(0, "")),
        ("grants[0].read.withheld_fields[0]", terms => Read(terms).WithheldFields.Insert(0, "seizure.port")),
        ("grants[0].read.withheld_fields[0]", terms => Withhold(terms, RecordKind.Listing, "listing")),
        ("grants[0].read.withheld_fields[0]", terms => Withhold(terms, RecordKind.Listing, "listing.price.units")),
        ("grants[0].read.withheld_fields[0]", terms => Withhold(terms, RecordKind.Listing, "listing.colour")),
        ("grants[0].read.withheld_fields[0]", terms => Withhold(terms, RecordKind.Listing, "listing.title.x")),
        ("grants[0].correlate.release", terms => terms.Grants[0].Correlate = new CorrelateUse()),
        ("grants[0].correlate.release", terms => terms.Grants[0].Correlate = new CorrelateUse { Release = (CorrelationRelease)4 }),
        ("grants[0].correlate.withheld_from_correlation", terms => (terms.Grants[0].Read, terms.Grants[0].Correlate) =
            (null, new CorrelateUse { Release = CorrelationRelease.Score, WithheldFromCorrelation = true })),
        .. Misasked("grants[0].conditions", terms => Conditioned(terms, RecordKind.Detention)),
        ("grants[0].conditions.min_confidence", terms => Conditioned(terms, RecordKind.Listing).MinConfidence = 101),
        ("grants[0].conditions", terms => Conditioned(terms, RecordKind.Listing).Ports.Add("PTLIS")),
        ("grants[0].conditions", terms =>
        {
            Conditioned(terms, RecordKind.Listing, RecordKind.SellerAccount).Brands.Add("acme");
            terms.Grants[0].Conditions.Countries.Add("CN");
        }),
        ("grants[0].retention.delete_after_days", terms => terms.Grants[0].Retention = new V1.Retention()),
        ("grants[0].retention.delete_after_days", terms => terms.Grants[0].Retention = new V1.Retention { DeleteAfterDays = 36_501 }),
        ("grants[0].retention", terms => (terms.Grants[0].Retention = new V1.Retention { DeleteAfterDays = 1 }).MergeFrom(Unknown())),
        .. Miscrossing(),
        ("permitted_use", terms => terms.PermittedUse = new string('a', 2001)),
        ("permitted_use", terms => terms.PermittedUse = "one\ntwo"),
        ("permitted_use", terms => terms.PermittedUse = "\u202edetrever"),
    ];

    /// <summary>Each makes it unclear what good terms prohibit.</summary>
    public static readonly (string Field, Action<AgreementTerms> Spoil)[] Unclear =
    [
        ("prohibitions", terms => terms.Prohibitions.Add(Enumerable.Range(0, 65).Select(_ => new Prohibition { Kinds = { RecordKind.Sighting } }))),
        ("prohibitions[0]", terms => Prohibiting(terms, RecordKind.Listing).MergeFrom(Unknown())),
        ("prohibitions[0].kinds", terms => Prohibiting(terms)),
        ("prohibitions[0].kinds[0]", terms => Prohibiting(terms, RecordKind.Unspecified)),
        ("prohibitions[0].kinds[0]", terms => Prohibiting(terms, (RecordKind)99)),
        ("prohibitions[0].kinds[1]", terms => Prohibiting(terms, RecordKind.Sighting, RecordKind.Sighting)),
        ("prohibitions[0].purposes[0]", terms => Prohibiting(terms, RecordKind.Sighting).Purposes.Add(Purpose.Unspecified)),
        ("prohibitions[0].purposes[0]", terms => Prohibiting(terms, RecordKind.Sighting).Purposes.Add((Purpose)77)),
        ("prohibitions[0].purposes[1]", terms => Prohibiting(terms, RecordKind.Sighting).Purposes.Add([Purpose.Oversight, Purpose.Oversight])),
        .. Misasked("prohibitions[0].conditions", terms => Prohibiting(terms, RecordKind.Detention).Conditions = new Conditions()),
        ("prohibitions[0].conditions.min_confidence", terms => Prohibiting(terms, RecordKind.Listing).Conditions = new Conditions { Brands = { "acme" }, MinConfidence = 1 }),
        ("prohibitions[0].conditions.brands", terms =>
            Prohibiting(terms, RecordKind.Listing, RecordKind.SellerAccount).Conditions = new Conditions { Brands = { "acme" } }),
        ("", terms => terms.MergeFrom(Unknown())),
        ("valid_until", terms => (terms.ValidUntil ??= Stamp(20)).MergeFrom(Unknown())),
    ];
}
