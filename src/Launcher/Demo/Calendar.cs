using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>The operation as it went: on which days consignments arrived, and what members had observed before a day began. Days are UTC.</summary>
internal sealed class Calendar(IReadOnlyDictionary<string, List<IntelRecord>> feeds)
{
    public IReadOnlyList<DateTimeOffset> DaysOfArrival { get; } =
    [
        .. feeds.Values.SelectMany(feed => feed).Where(record => record.Shipment is not null)
            .Select(record => new DateTimeOffset(record.Shipment.EstimatedArrival.ToDateTime().Date, TimeSpan.Zero)).Distinct().Order(),
    ];

    /// <summary>When the first consignment was told of.</summary>
    public DateTimeOffset FirstWord { get; } =
        feeds.Values.SelectMany(feed => feed).Where(record => record.Shipment is not null).Min(record => record.ObservedAt.ToDateTimeOffset());

    public int ArrivalsOn(DateTimeOffset day) => feeds.Values.SelectMany(feed => feed).Count(record =>
        record.Shipment is { } shipment && shipment.EstimatedArrival.ToDateTimeOffset() >= day && shipment.EstimatedArrival.ToDateTimeOffset() < day.AddDays(1));

    /// <summary>By member, what it observed from one moment on and before another, in that order.</summary>
    public IReadOnlyDictionary<string, List<IntelRecord>> Observed(DateTimeOffset from, DateTimeOffset before) => feeds.ToDictionary(
        feed => feed.Key,
        feed => feed.Value.Where(record => record.ObservedAt.ToDateTimeOffset() >= from && record.ObservedAt.ToDateTimeOffset() < before)
            .OrderBy(record => record.ObservedAt.ToDateTimeOffset()).ToList());
}
