using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Agreements and questions from domains so small that most questions find a grant, and ties and near misses are common.</summary>
internal static class GivenAgreements
{
    /// <summary>A quick run by default; the whole one before a release; as many as asked for where each run must be short.</summary>
    public static readonly long Cases = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1" ? 1_000_000
        : long.TryParse(Environment.GetEnvironmentVariable("SHARINGHUB_CASES"), out var cases) ? cases : 20_000;

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
        .Select((terms, fault) =>
        {
            if (fault >= 0)
                (fault < Faults.Length ? Faults[fault] : Unclear[fault - Faults.Length]).Spoil(terms);
            return terms;
        });

    /// <summary>Some share an id; then each has a revision of its own.</summary>
    public static readonly Gen<AgreementInForce[]> Agreements = Gen.Select(Terms, Gen.Int[0, 40], Gen.Frequency((3, Gen.Const(0L)), (1, Tick))).Array[0, 9]
        .Select(parts => parts.Select((part, i) => new AgreementInForce(Id(part.Item2), (uint)(i + 1), i, part.Item1, Noon.AddTicks(part.Item3))).ToArray());

    /// <summary>One that grants and prohibits nothing.</summary>
    public static readonly Gen<AgreementInForce> Another = Gen.Select(GoodTerms, Gen.Bool, (terms, first) =>
    {
        terms.Prohibitions.Clear();
        return new AgreementInForce(Id(first ? -1 : 99), 1, 7, terms, Noon);
    });

    public static readonly Gen<(AgreementInForce[] Agreements, string Recipient, Purpose Purpose, RecordFacts Facts, DateTimeOffset Now)> Question =
        Gen.Select(Agreements, Recipient, Purposes, Facts, Time);

    /// <summary>Half ticks are in it: a protobuf time is finer than the hub's clock.</summary>
    public static Timestamp Stamp(long halfTicks)
    {
        var stamp = Timestamp.FromDateTimeOffset(Noon);
        stamp.Nanos += (int)halfTicks * 50;
        return stamp;
    }

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

    /// <summary>What a message of a later version would carry: field 99.</summary>
    private static byte[] Unknown() => [0x98, 0x06, 0x01];

    /// <summary>What is wrong wherever conditions stand.</summary>
    private static IEnumerable<(string, Action<AgreementTerms>)> Misasked(string path, Action<AgreementTerms> begin)
    {
        (string Field, Action<Conditions> Ask)[] wrong =
        [
            ("", _ => { }),
            ("", conditions => conditions.MergeFrom(Unknown())),
            (".brands[0]", conditions => conditions.Brands.Add(" ")),
            (".brands[0]", conditions => conditions.Brands.Add(new string('a', 501))),
            (".brands[0]", conditions => conditions.Brands.Add("ac\u200bme")),
            (".brands[0]", conditions => conditions.Brands.Add("ac\tme")),
            (".brands[1]", conditions => conditions.Brands.Add(["Acme", " ACME"])),
            (".brands", conditions => conditions.Brands.Add(Enumerable.Range(0, 257).Select(i => $"b{i}"))),
            (".countries[0]", conditions => conditions.Countries.Add("cn")),
            (".countries[0]", conditions => conditions.Countries.Add("UK")),
            (".countries[1]", conditions => conditions.Countries.Add(["CN", "CN"])),
            (".ports[0]", conditions => conditions.Ports.Add("XXLIS")),
            (".ports[0]", conditions => conditions.Ports.Add("PTLI1")),
            (".ports[1]", conditions => conditions.Ports.Add(["PTLIS", "PTLIS"])),
            (".marketplaces[0]", conditions => conditions.Marketplaces.Add("")),
            (".marketplaces[0]", conditions => conditions.Marketplaces.Add(new string('a', 65))),
            (".marketplaces[1]", conditions => conditions.Marketplaces.Add(["amazonia", "AMAZONIA"])),
        ];
        return wrong.Select(one => (path + one.Field, (Action<AgreementTerms>)(terms =>
        {
            begin(terms);
            one.Ask(path.StartsWith('g') ? terms.Grants[0].Conditions : terms.Prohibitions[0].Conditions);
        })));
    }

    private static Conditions Conditioned(AgreementTerms terms, params RecordKind[] kinds)
    {
        Replace(terms.Grants[0].Kinds, kinds);
        terms.Grants[0].Read?.WithheldFields.Clear();
        return terms.Grants[0].Conditions = new Conditions();
    }

    private static Prohibition Prohibiting(AgreementTerms terms, params RecordKind[] kinds)
    {
        terms.Prohibitions.Insert(0, new Prohibition { Kinds = { kinds } });
        return terms.Prohibitions[0];
    }

    /// <summary>Takes out what none of the kinds could answer.</summary>
    private static Conditions? Matchable(Conditions? conditions, RecordKind[] kinds)
    {
        if (conditions is null)
            return null;
        // A detention has brands, countries and ports, a listing brands and marketplaces, a shipment countries and ports.
        if (!kinds.Contains(RecordKind.Listing))
            conditions.Marketplaces.Clear();
        if (conditions.Marketplaces.Count > 0 || !kinds.Any(kind => kind is RecordKind.Shipment or RecordKind.Detention))
        {
            conditions.Countries.Clear();
            conditions.Ports.Clear();
        }

        if (!kinds.Contains(RecordKind.Detention) && (!kinds.Contains(RecordKind.Listing) || conditions.Countries.Count + conditions.Ports.Count > 0))
            conditions.Brands.Clear();
        return conditions.Equals(new Conditions()) ? null : conditions;
    }

    private static ReadUse Read(AgreementTerms terms) => terms.Grants[0].Read ??= new ReadUse();

    private static void Withhold(AgreementTerms terms, RecordKind kind, string field)
    {
        Replace(terms.Grants[0].Kinds, kind);
        Read(terms).WithheldFields.Insert(0, field);
    }

    private static void Replace<T>(IList<T> list, params T[] values)
    {
        list.Clear();
        foreach (var value in values)
            list.Add(value);
    }

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static Gen<T[]> Subset<T>(int least, params T[] all) =>
        Gen.Int[least, (1 << all.Length) - 1].Select(bits => all.Where((_, i) => (bits & (1 << i)) != 0).ToArray());
}
