using Microsoft.Extensions.Time.Testing;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Tests.History;

public sealed class FreshEventsTests
{
    private static readonly DateTimeOffset Recorded = new(2026, 11, 23, 21, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly FreshEvents _fresh;

    public FreshEventsTests() => _fresh = new FreshEvents(_time);

    [Fact]
    public void What_was_written_is_taken_once_as_it_was_written()
    {
        var (one, other, unknown) = (Event(), Event(), Guid.NewGuid());
        _fresh.Add([one, other], Recorded);

        var taken = _fresh.Take([unknown, one.Id]);

        taken.ShouldHaveSingleItem().ShouldBe(new(one.Id, new FreshEvent(one, Recorded)));
        _fresh.Take([one.Id, other.Id]).Keys.ShouldBe([other.Id]);
    }

    [Fact]
    public void Nothing_is_kept_for_longer_than_five_seconds()
    {
        var (old, young) = (Event(), Event());
        _fresh.Add([old], Recorded);
        _time.Advance(TimeSpan.FromSeconds(3));
        _fresh.Add([young], Recorded);
        _time.Advance(TimeSpan.FromSeconds(3));

        _fresh.Take([old.Id, young.Id]).Keys.ShouldBe([young.Id]);
    }

    [Fact]
    public void Of_more_than_four_mebibytes_the_oldest_are_let_go()
    {
        List<NewEvent> events = [.. Enumerable.Range(0, 5).Select(_ => Event(1024 * 1024))];
        _fresh.Add(events, Recorded);

        _fresh.Take(events.Select(e => e.Id)).Keys.ShouldBe(events.Skip(1).Select(e => e.Id), ignoreOrder: true);
    }

    [Fact]
    public void What_was_taken_makes_room()
    {
        List<NewEvent> events = [.. Enumerable.Range(0, 8).Select(_ => Event(1024 * 1024))];
        _fresh.Add([.. events.Take(4)], Recorded);
        _fresh.Take(events.Take(4).Select(e => e.Id)).Count.ShouldBe(4);
        _fresh.Add([.. events.Skip(4)], Recorded);

        _fresh.Take(events.Select(e => e.Id)).Count.ShouldBe(4);
    }

    private static NewEvent Event(int bytes = 10) =>
        new(Guid.NewGuid(), "record/amazonia/listing/l-1", StreamTypes.Record, 1, EventTypes.RecordSubmitted, new byte[bytes], "amazonia", "client:amazonia/feed");
}
