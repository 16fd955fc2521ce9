using CsCheck;
using SharingHub.Hub.Foundation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.Choices;
using static SharingHub.Hub.Tests.Agreements.GivenConditions;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Terms without a fault.</summary>
internal static class GivenTerms
{
    private static readonly string[] Fields =
        ["labels", "links", "listing.title", "listing.price", "shipment.shipper", "shipment.shipper.name", "shipment.goods.hs_code", "detention.waybill"];

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
        Subset(1, RecordKind.Listing, RecordKind.Shipment, RecordKind.Detention, RecordKind.Inspection),
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
        GivenMembers.Provider,
        Subset(1, "amazonia", "bazaarly", "customs"),
        Gen.Int[0, 9],
        Gen.Select(GivenOnward.Origin, Gen.Frequency((11, Gen.Const(Array.Empty<OnwardGrant>())), (1, GivenOnward.SomeOnwardGrants))),
        Gen.Select(Gen.Long[0, 12], Gen.Long[1, 12], Gen.Frequency((7, Gen.Const(Array.Empty<Prohibition>())), (1, Prohibitions.Array[1, 2]))),
        Grants.Array[1, 3],
        (provider, recipients, bounds, beyond, validity, grants) =>
        {
            var others = recipients.Where(recipient => recipient != provider).DefaultIfEmpty(provider == "customs" ? "amazonia" : "customs");
            var terms = new AgreementTerms
            {
                Provider = provider,
                Recipients = { others },
                ValidFrom = bounds < 4 ? Stamp(validity.Item1) : null,
                ValidUntil = bounds is 2 or 3 or 4 or 5 ? Stamp(validity.Item1 + validity.Item2) : null,
                Grants = { grants },
                Prohibitions = { validity.Item3 },
            };
            if (MemberId.IsOfAnotherHub(provider))
            {
                foreach (var grant in terms.Grants)
                    grant.Origin = beyond.Item1.Clone();
                return terms;
            }

            return beyond.Item2.Length > 0 ? GivenOnward.Crossing(terms, beyond.Item2) : terms;
        });
}
