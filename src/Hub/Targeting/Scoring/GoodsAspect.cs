namespace SharingHub.Hub.Targeting.Scoring;

internal enum GoodsAspect : byte
{
    Description,
    Tariff,
    Quantity,
    Value,
    UnitValue,
    UnitWeight,
}
