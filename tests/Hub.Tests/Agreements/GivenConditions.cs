using CsCheck;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.Choices;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Conditions on the few values that records of <see cref="GivenQuestions"/> have.</summary>
internal static class GivenConditions
{
    public static readonly Gen<Conditions?> ConditionsOf = Gen.Select(
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

    /// <summary>Takes out what none of the kinds could answer.</summary>
    public static Conditions? Matchable(Conditions? conditions, RecordKind[] kinds)
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
}
