using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Archives.Deciding;

/// <summary>Instants in nanoseconds since 1970, UTC: what protobuf can say exactly and a clock of ticks cannot.</summary>
internal static class Instant
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public static Int128 Of(Timestamp time) => ((Int128)time.Seconds * 1_000_000_000) + time.Nanos;

    public static Int128 Of(DateTimeOffset time) => (Int128)(time.UtcDateTime - DateTime.UnixEpoch).Ticks * 100;

    /// <summary>Whether there is such a time; none at all is no fault.</summary>
    public static bool Exists(Timestamp? time) =>
        time == null || (time.Nanos is >= 0 and <= 999_999_999 && time.Seconds is >= FirstSecond and <= LastSecond);
}
