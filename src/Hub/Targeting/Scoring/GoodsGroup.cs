namespace SharingHub.Hub.Targeting.Scoring;

internal enum GoodsGroup : byte
{
    Description,
    Tariff,
    Quantity,
    Value,
    UnitValue,
    UnitWeight,
}
