namespace SharingHub.Hub.Intake.Validation.Wire;

internal enum WireType : uint
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    GroupStart = 3,
    GroupEnd = 4,
    Fixed32 = 5,
}
