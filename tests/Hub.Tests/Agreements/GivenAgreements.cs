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

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Fields =
        ["labels", "links", "listing.title", "listing.price", "shipment.shipper", "shipment.shipper.name", "shipment.goods.hs_code", "detention.waybill"];

    private static readonly Gen<long> Tick = Gen.Long[0, 6];

    public static readonly Gen<string> Member = OneOf("amazonia", "bazaarly", "customs");

    private static readonly Gen<string> Provider = OneOf("amazonia", "amazonia", "amazonia", "bazaarly", "customs");

    private static readonly Gen<string> Recipient = OneOf("customs", "customs", "customs", "bazaarly", "amazonia");

    public static readonly Gen<Purpose> Purposes = Gen.Frequency(
        (30, OneOf(Purpose.BorderTargeting, Purpose.SellerVetting)), (1, OneOf(Purpose.Unspecified, (Purpose)77)));

    public static readonly Gen<DateTimeOffset> Time = Tick.Select(tick => Noon.AddTicks(tick));

    /// <summary>Any attributes with any kind: what the evaluators look at is what was kept, not what the kind could hold.</summary>
    private static readonly Gen<RecordAttributes> Said = Gen.Select(
        Subset(0, "acme", "straße", "zeta"), Subset(0, "CN", "PT"), Subset(0, "PTLIS", "USLAX"), Subset(0, "amazonia"),
        (brands, countries, ports, marketplaces) => new RecordAttributes { Brands = { brands }, Countries = { countries }, Ports = { ports }, Marketplaces = { marketplaces } });

    public static readonly Gen<RecordFacts> Facts = Gen.Select(
        Provider,
        Gen.Frequency(
            (30, OneOf(RecordKind.Listing, RecordKind.Shipment, RecordKind.Detention)), (1, OneOf(RecordKind.Unspecified, (RecordKind)99, (RecordKind)(-1)))),
        Gen.Frequency((30, Gen.Int[1, 5].Select(tlp => (Tlp)tlp)), (1, OneOf(Tlp.Unspecified, (Tlp)6, (Tlp)(-1)))),
        Time,
        Gen.Select(Gen.Frequency((9, Said.Select(said => (RecordAttributes?)said)), (1, Gen.Const((RecordAttributes?)null))), OneOf(0u, 49u, 50u, 100u)),
        (contributor, kind, tlp, sequencedAt, says) => new RecordFacts(contributor, kind, tlp, says.Item2, sequencedAt, says.Item1));

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
        ("grants[0].kinds[0]", terms => terms.Grants[0].Kinds.Insert(0, (RecordKind)12)),
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
        ("grants[0].onward", terms => terms.Grants[0].Onward = (OnwardRule)2),
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
        ("prohibitions[0].kinds[0]", terms => Prohibiting(terms, (RecordKind)12)),
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

    private static readonly Gen<Conditions?> ConditionsOf = Gen.Select(
        Subset(0, "ACME", " acme s", "Straße", "ſtraße"), Subset(0, "CN", "PT", "US"), Subset(0, "PTLIS", "USLAX"), Subset(0, "Amazonia", "bazaarly"),
        Gen.Select(Gen.Int[0, 31], OneOf(0u, 50u, 51u)),
        (brands, countries, ports, marketplaces, which) => new Conditions
        {
            Brands = { (which.Item1 & 1) != 0 ? brands.Distinct(StringComparer.OrdinalIgnoreCase).Where(brand => brand[0] != 'ſ' || !brands.Contains("Straße")) : [] },
            Countries = { (which.Item1 & 2) != 0 ? countries : [] },
            Ports = { (which.Item1 & 4) != 0 ? ports : [] },
            Marketplaces = { (which.Item1 & 8) != 0 ? marketplaces : [] },
            MinConfidence = (which.Item1 & 16) != 0 ? which.Item2 : 0,
        }).Select(conditions => conditions.Equals(new Conditions()) ? null : conditions);

    /// <summary>Usually of conditions that hold, and without attributes that the kinds lack.</summary>
    public static readonly Gen<Prohibition> Prohibitions = Gen.Select(
        Subset(1, RecordKind.Listing, RecordKind.Shipment, RecordKind.Detention),
        Subset(0, Purpose.BorderTargeting, Purpose.SellerVetting),
        ConditionsOf,
        (kinds, purposes, conditions) =>
        {
            if (conditions is not null)
            {
                conditions.MinConfidence = 0;
                if (kinds.Contains(RecordKind.Shipment))
                    conditions.Brands.Clear();
                if (kinds.Contains(RecordKind.Listing))
                {
                    conditions.Ports.Clear();
                    conditions.Countries.Clear();
                }

                if (kinds.Length > 1 || kinds[0] != RecordKind.Listing)
                    conditions.Marketplaces.Clear();
            }

            return new Prohibition { Kinds = { kinds }, Purposes = { purposes }, Conditions = conditions?.Equals(new Conditions()) == true ? null : conditions };
        });

    private static readonly Gen<ReadUse> ReadUses = Gen.Select(
        Subset(0, FieldClass.Public, FieldClass.Personal, FieldClass.Sensitive), Subset(0, "labels", "links"))
        .Select((classes, fields) => new ReadUse { WithheldClasses = { classes }, WithheldFields = { fields } });

    private static readonly Gen<CorrelateUse> CorrelateUses = Gen.Select(Gen.Int[1, 3], Gen.Bool)
        .Select((release, withheld) => new CorrelateUse { Release = (CorrelationRelease)release, WithheldFromCorrelation = withheld });

    private static readonly Gen<Grant> Grants = Gen.Select(
        Subset(1, RecordKind.Listing, RecordKind.Shipment, RecordKind.Detention),
        Subset(1, Purpose.BorderTargeting, Purpose.SellerVetting),
        Gen.Select(ReadUses, CorrelateUses, Gen.Int[1, 3], OneOf(Fields)),
        Gen.Int[2, 5],
        Gen.Select(Gen.Int[1, 3], Gen.Long[0, 12], Gen.Frequency((2, Gen.Const((Conditions?)null)), (1, ConditionsOf))),
        (kinds, purposes, uses, ceiling, backFill) =>
        {
            var conditions = Matchable(backFill.Item3?.Clone(), kinds);
            var (read, correlate, which, field) = uses;
            if (kinds.Any(kind => field.StartsWith($"{kind}.".ToLowerInvariant(), StringComparison.Ordinal)))
                read.WithheldFields.Add(field);
            correlate.WithheldFromCorrelation &= which != 2;
            return new Grant
            {
                Kinds = { kinds },
                Purposes = { purposes },
                Read = which == 2 ? null : read,
                Correlate = which == 1 ? null : correlate,
                Ceiling = (Tlp)ceiling,
                BackFill = (BackFill)backFill.Item1,
                BackFillFrom = (BackFill)backFill.Item1 == BackFill.From ? Stamp(backFill.Item2) : null,
                Onward = OnwardRule.None,
                Conditions = conditions,
            };
        });

    public static readonly Gen<AgreementTerms> GoodTerms = Gen.Select(
        Provider,
        Subset(1, "amazonia", "bazaarly", "customs"),
        Gen.Int[0, 9],
        Gen.Select(Gen.Long[0, 12], Gen.Long[1, 12], Gen.Frequency((7, Gen.Const(Array.Empty<Prohibition>())), (1, Prohibitions.Array[1, 2]))),
        Grants.Array[1, 3],
        (provider, recipients, bounds, validity, grants) =>
        {
            var others = recipients.Where(recipient => recipient != provider).DefaultIfEmpty(provider == "customs" ? "amazonia" : "customs");
            return new AgreementTerms
            {
                Provider = provider,
                Recipients = { others },
                ValidFrom = bounds < 4 ? Stamp(validity.Item1) : null,
                ValidUntil = bounds is 2 or 3 or 4 or 5 ? Stamp(validity.Item1 + validity.Item2) : null,
                Grants = { grants },
                Prohibitions = { validity.Item3 },
            };
        });

    private static readonly Gen<AgreementTerms> Terms = Gen.Select(GoodTerms, Gen.Frequency((40, Gen.Const(-1)), (1, Gen.Int[0, Faults.Length + Unclear.Length - 1])))
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
