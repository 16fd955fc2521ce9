using System.Numerics;
using SharingHub.Hub.Correlation.Names;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>What a consignment declares of its goods, as features that repeat: words of the description, chapter of the tariff, and amounts by powers of two.</summary>
internal static class GoodsFeatures
{
    /// <summary>In the order of the declaration; none twice.</summary>
    public static GoodsFeature[] Of(Shipment shipment)
    {
        var features = new HashSet<GoodsFeature>(12);
        foreach (var goods in shipment.Goods)
        {
            AddWords(goods.Description, features);
            // Chapters and currencies are codes of closed lists, so one text serves all records.
            if (goods.HsCode.Length >= 2) features.Add(new(GoodsAspect.Tariff, string.Intern(goods.HsCode[..2]), 0));
            var quantity = goods.Quantity;
            if (quantity > 0) features.Add(new(GoodsAspect.Quantity, "", Power(quantity)));
            if (goods.DeclaredValue is { Units: >= 0 and < long.MaxValue / 100 } worth)
            {
                var currency = string.Intern(worth.CurrencyCode);
                features.Add(new(GoodsAspect.Value, currency, Power((ulong)worth.Units)));
                if (quantity > 0) features.Add(new(GoodsAspect.UnitValue, currency, Power((ulong)worth.Units * 100 / quantity)));
            }
            if (goods.GrossWeightGrams > 0 && quantity > 0) features.Add(new(GoodsAspect.UnitWeight, "", Power(goods.GrossWeightGrams / quantity)));
        }
        return [.. features];
    }

    // The power of two below the amount; 0 for nothing.
    private static int Power(ulong amount) => amount >= ulong.MaxValue / 4 ? 62 : BitOperations.Log2(amount + 1);

    private static void AddWords(string description, HashSet<GoodsFeature> features)
    {
        Span<char> folded = stackalloc char[512];
        folded = folded[..Folding.Fold(description, folded)];
        for (var at = 0; at < folded.Length;)
        {
            if (!char.IsLetterOrDigit(folded[at]))
            {
                at++;
                continue;
            }
            var start = at;
            while (at < folded.Length && char.IsLetterOrDigit(folded[at])) at++;
            features.Add(new(GoodsAspect.Description, folded[start..at].ToString(), 0));
        }
    }
}
