using Google.Protobuf.WellKnownTypes;
using SharingHub.Launcher.Demo;
using SharingHub.V1;

namespace SharingHub.Launcher.Tests.Demo;

public sealed class CalendarTests
{
    private static readonly Calendar Days = new(new Dictionary<string, List<IntelRecord>>
    {
        ["amazonia"] = [Account("sel-2", On(3, 12)), Account("sel-1", On(1, 0))],
        ["parcelwing"] = [Consignment("shp-1", On(2, 5), On(4, 0)), Consignment("shp-2", On(2, 6), On(4, 23)), Consignment("shp-3", On(4, 0), On(6, 12))],
    });

    [Fact]
    public void Days_are_those_on_which_something_arrives()
    {
        Days.DaysOfArrival.ShouldBe([On(4, 0), On(6, 0)]);
        Days.DaysOfArrival.Select(Days.ArrivalsOn).ShouldBe([2, 1]);
        Days.FirstWord.ShouldBe(On(2, 5));
    }

    [Fact]
    public void Nothing_that_was_observed_after_a_day_began_is_known_before_it_and_all_is_known_once()
    {
        var before = Days.Observed(DateTimeOffset.MinValue, On(4, 0));
        var between = Days.Observed(On(4, 0), On(6, 0));

        Ids(before).ShouldBe(["sel-1", "sel-2", "shp-1", "shp-2"]);
        Ids(between).ShouldBe(["shp-3"]);
    }

    private static IEnumerable<string> Ids(IReadOnlyDictionary<string, List<IntelRecord>> observed) => observed.Values.SelectMany(feed => feed).Select(record => record.Id);

    private static DateTimeOffset On(int day, int hour) => new(2020, 12, day, hour, 0, 0, TimeSpan.Zero);

    private static IntelRecord Account(string id, DateTimeOffset observed) => new() { Id = id, ObservedAt = observed.ToTimestamp(), SellerAccount = new SellerAccount() };

    private static IntelRecord Consignment(string id, DateTimeOffset observed, DateTimeOffset arrival) =>
        new() { Id = id, ObservedAt = observed.ToTimestamp(), Shipment = new Shipment { EstimatedArrival = arrival.ToTimestamp() } };
}
