using System.Globalization;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>One thing declared. Of the description: a word. Of the tariff: a chapter. Of amounts: the unit, and the power of two.</summary>
internal readonly record struct GoodsFeature(GoodsAspect Aspect, string Word, int Power)
{
    /// <summary>The fields of the record that it is read from.</summary>
    public IReadOnlyList<string> Fields => Aspect switch
    {
        GoodsAspect.Description => ["shipment.goods.description"],
        GoodsAspect.Tariff => ["shipment.goods.hs_code"],
        GoodsAspect.Quantity => ["shipment.goods.quantity"],
        GoodsAspect.Value => ["shipment.goods.declared_value"],
        GoodsAspect.UnitValue => ["shipment.goods.declared_value", "shipment.goods.quantity"],
        _ => ["shipment.goods.gross_weight_grams", "shipment.goods.quantity"],
    };

    /// <summary>For people: <c>watch</c>, <c>chapter 42</c>, <c>value each 31 to 62 hundredths USD</c>.</summary>
    public override string ToString()
    {
        var (from, to) = ((1UL << Power) - 1, (1UL << (Power + 1)) - 2);
        return Aspect switch
        {
            GoodsAspect.Description => Word,
            GoodsAspect.Tariff => $"chapter {Word}",
            GoodsAspect.Quantity => string.Create(CultureInfo.InvariantCulture, $"{from} to {to} pieces"),
            GoodsAspect.Value => string.Create(CultureInfo.InvariantCulture, $"value {from} to {to} {Word}"),
            GoodsAspect.UnitValue => string.Create(CultureInfo.InvariantCulture, $"value each {from} to {to} hundredths {Word}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"weight each {from} to {to} g"),
        };
    }
}
