using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Agreements and questions from domains so small that most questions find a grant, and ties and near misses are common.</summary>
internal static class GivenAgreements
{
    /// <summary>A quick run by default; the whole one before a release.</summary>
    public static readonly long Cases = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1" ? 1_000_000 : 20_000;

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

    public static readonly Gen<RecordFacts> Facts = Gen.Select(
        Provider,
        Gen.Frequency(
            (30, OneOf(RecordKind.Listing, RecordKind.Shipment, RecordKind.Detention)), (1, OneOf(RecordKind.Unspecified, (RecordKind)99, (RecordKind)(-1)))),
        Gen.Frequency((30, Gen.Int[1, 5].Select(tlp => (Tlp)tlp)), (1, OneOf(Tlp.Unspecified, (Tlp)6, (Tlp)(-1)))),
        Time,
        (contributor, kind, tlp, sequencedAt) => new RecordFacts(contributor, kind, tlp, 50, sequencedAt));

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
        ("permitted_use", terms => terms.PermittedUse = new string('a', 2001)),
        ("permitted_use", terms => terms.PermittedUse = "one\ntwo"),
        ("permitted_use", terms => terms.PermittedUse = "\u202edetrever"),
    ];

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
        Gen.Select(Gen.Int[1, 3], Gen.Long[0, 12]),
        (kinds, purposes, uses, ceiling, backFill) =>
        {
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
            };
        });

    public static readonly Gen<AgreementTerms> GoodTerms = Gen.Select(
        Provider,
        Subset(1, "amazonia", "bazaarly", "customs"),
        Gen.Int[0, 9],
        Gen.Select(Gen.Long[0, 12], Gen.Long[1, 12]),
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
            };
        });

    private static readonly Gen<AgreementTerms> Terms = Gen.Select(GoodTerms, Gen.Frequency((40, Gen.Const(-1)), (1, Gen.Int[0, Faults.Length - 1])))
        .Select((terms, fault) =>
        {
            if (fault >= 0)
                Faults[fault].Spoil(terms);
            return terms;
        });

    /// <summary>Some share an id; then each has a revision of its own.</summary>
    public static readonly Gen<AgreementInForce[]> Agreements = Gen.Select(Terms, Gen.Int[0, 40], Gen.Frequency((3, Gen.Const(0L)), (1, Tick))).Array[0, 9]
        .Select(parts => parts.Select((part, i) => new AgreementInForce(Id(part.Item2), (uint)(i + 1), i, part.Item1, Noon.AddTicks(part.Item3))).ToArray());

    public static readonly Gen<AgreementInForce> Another = Gen.Select(Terms, Gen.Bool, (terms, first) =>
        new AgreementInForce(Id(first ? -1 : 99), 1, 7, terms, Noon));

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
