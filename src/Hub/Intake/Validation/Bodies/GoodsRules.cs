using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class GoodsRules
{
    public static void Check(ref Checker check, Goods goods)
    {
        check.Text("description", goods.Description, Limits.Description);
        check.HsCode("hs_code", goods.HsCode);
        check.Quantity("quantity", goods.Quantity);
        check.Amount("declared_value", goods.DeclaredValue);
        check.Quantity("gross_weight_grams", goods.GrossWeightGrams);
        check.Country("origin_country", goods.OriginCountry);
    }
}
