using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Numbers, times, enums and bytes.</summary>
internal static class ValueRules
{
    private const long FirstSecond = 0;
    private const long LastSecond = 253_402_300_799; // 9999-12-31T23:59:59Z, the last that proto3 JSON can write.
    private const int NanosPerSecond = 1_000_000_000;

    /// <summary>An enum that may be left out. A number that the contract lacks is refused, never read as something else.</summary>
    public static void Known<T>(this ref Checker check, Field at, T value) where T : struct, System.Enum
    {
        if (!System.Enum.IsDefined(value)) check.Violation(at, Sentences.KnownValue);
    }

    /// <summary>An enum that must be said.</summary>
    public static void Given<T>(this ref Checker check, Field at, T value) where T : struct, System.Enum
    {
        if (EqualityComparer<T>.Default.Equals(value, default)) check.Violation(at, Sentences.Required);
        else check.Known(at, value);
    }

    public static void Range(this ref Checker check, Field at, ulong value, ulong least, ulong most)
    {
        if (value < least || value > most) check.Violation(at, Sentences.Range(least, most));
    }

    /// <summary>A quantity, weight or size; 0 means not stated, unless it is required.</summary>
    public static void Quantity(this ref Checker check, Field at, ulong value, bool required = false) =>
        check.Range(at, value, required ? 1u : 0u, Limits.Quantity);

    public static void Bytes(this ref Checker check, Field at, ByteString value, int length)
    {
        if (value.Length != length) check.Violation(at, Sentences.Bytes(length));
    }

    /// <returns>Whether there is a time, and it is sound.</returns>
    public static bool Time(this ref Checker check, Field at, Timestamp? value, bool required = false)
    {
        if (value is null)
        {
            if (required) check.Violation(at, Sentences.Required);
            return false;
        }
        if (value.Seconds is >= FirstSecond and <= LastSecond && value.Nanos is >= 0 and < NanosPerSecond) return true;
        check.Violation(at, Sentences.Time);
        return false;
    }
}
