using CsCheck;
using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Instants so close to each other that edges are met.</summary>
internal static class GivenTimes
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<long> Tick = Gen.Long[0, 6];

    public static readonly Gen<DateTimeOffset> Time = Tick.Select(tick => Noon.AddTicks(tick));

    /// <summary>Half ticks are in it: a protobuf time is finer than the hub's clock.</summary>
    public static Timestamp Stamp(long halfTicks)
    {
        var stamp = Timestamp.FromDateTimeOffset(Noon);
        stamp.Nanos += (int)halfTicks * 50;
        return stamp;
    }
}
