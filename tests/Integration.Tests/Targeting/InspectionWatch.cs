using Grpc.Core;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>An open watch of inspections, an agency's or a carrier's.</summary>
internal sealed class InspectionWatch(Party party) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AsyncServerStreamingCall<WatchInspectionsResponse> _call = party.Hub.Targeting.WatchInspections(
        new WatchInspectionsRequest { Purpose = Purpose.BorderTargeting }, deadline: DateTime.UtcNow + TimeSpan.FromMinutes(1));

    private readonly Queue<Inspection> _page = [];
    private Task<WatchInspectionsResponse>? _pending;

    public async Task CaughtUpAsync() => (await ReadAsync()).CaughtUp.ShouldNotBeNull();

    /// <summary>The next inspection, as either side gets it.</summary>
    public async Task<Inspection> NextAsync()
    {
        while (_page.Count == 0)
        {
            var next = await ReadAsync();
            next.End.ShouldBeNull();
            foreach (var view in next.Page?.Views ?? [])
                _page.Enqueue(view.Content().Inspection);
            if (next.Own is { } own)
                _page.Enqueue(own.Inspection);
        }

        return _page.Dequeue();
    }

    /// <summary>The next that an agency is told of one of its own.</summary>
    public async Task<OwnInspection> OwnAsync()
    {
        WatchInspectionsResponse next;
        do
        {
            next = await ReadAsync();
            next.End.ShouldBeNull();
        }
        while (next.Own is null);
        return next.Own;
    }

    public async Task SilenceAsync(TimeSpan time)
    {
        _pending ??= NextMessageAsync();
        await Task.WhenAny(_pending, Task.Delay(time));
        _pending.IsCompleted.ShouldBeFalse("nothing was to come");
    }

    public async Task<End> EndAsync()
    {
        var end = (await ReadAsync()).End.ShouldNotBeNull();
        (await Refused.ByAsync(() => _call.ResponseStream.MoveNext(default))).StatusCode.ShouldBe(StatusCode.PermissionDenied);
        return end;
    }

    public void Dispose() => _call.Dispose();

    private async Task<WatchInspectionsResponse> ReadAsync()
    {
        var next = await (_pending ?? NextMessageAsync()).WaitAsync(Patience);
        _pending = null;
        return next;
    }

    private async Task<WatchInspectionsResponse> NextMessageAsync()
    {
        do
        {
            (await _call.ResponseStream.MoveNext(default)).ShouldBeTrue("a watch ends with a marker and a status");
        }
        while (_call.ResponseStream.Current.Heartbeat is not null);
        return _call.ResponseStream.Current;
    }
}
