using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Hub.Foundation;

/// <summary>Times as the contract gives them, and as the clock counts.</summary>
internal static class Instants
{
    public const string Rule = "must be a time between the years 1 and 9999";

    private const int NanosecondsPerTick = 100;

    /// <summary>0001-01-01 and 9999-12-31, the first and last days of a protobuf timestamp.</summary>
    private const long FirstSecond = -62_135_596_800, LastSecond = 253_402_300_799;

    public static bool Exists(Timestamp time) =>
        time.Seconds is >= FirstSecond and <= LastSecond && time.Nanos is >= 0 and < 1_000_000_000;

    /// <summary>
    /// The first instant of our clock that is not before this time. Protobuf counts nanoseconds, the clock 100 of them: cutting off
    /// would let an agreement act early, and for both ends of a half-open window this is exact.
    /// </summary>
    public static DateTimeOffset Ceiling(Timestamp time)
    {
        var ticks = DateTimeOffset.UnixEpoch.Ticks + (time.Seconds * TimeSpan.TicksPerSecond) + ((time.Nanos + NanosecondsPerTick - 1) / NanosecondsPerTick);
        return new DateTimeOffset(Math.Min(ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }
}
