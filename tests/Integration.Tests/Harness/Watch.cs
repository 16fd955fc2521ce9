using System.Diagnostics;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>An open Subscribe, read message by message.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly AsyncServerStreamingCall<SubscribeResponse> _call;
    private Task<SubscribeResponse>? _pending;

    public Watch(Party party, SubscribeRequest request)
        : this(party.Hub.Disclosure.Subscribe(request, deadline: DateTime.UtcNow + TimeSpan.FromMinutes(1)))
    {
    }

    public Watch(AsyncServerStreamingCall<SubscribeResponse> call) => _call = call;

    /// <summary>The next message that says something.</summary>
    public async Task<SubscribeResponse> NextAsync()
    {
        var next = await (_pending ?? ReadAsync()).WaitAsync(Patience);
        _pending = null;
        return next;
    }

    /// <summary>Nothing comes for so long.</summary>
    public async Task SilenceAsync(TimeSpan time)
    {
        _pending ??= ReadAsync();
        await Task.WhenAny(_pending, Task.Delay(time));
        (_pending.IsCompleted ? (await _pending).ToString() : null).ShouldBeNull("nothing was to come");
    }

    /// <summary>The next message is a heartbeat, and comes within so long.</summary>
    public async Task HeartbeatAsync(TimeSpan within)
    {
        _pending.ShouldBeNull("nothing else is being read");
        (await _call.ResponseStream.MoveNext(default).WaitAsync(within)).ShouldBeTrue();
        _call.ResponseStream.Current.Heartbeat.ShouldNotBeNull();
    }

    public async Task<Page> PageAsync()
    {
        var next = await NextAsync();
        return next.Page.ShouldNotBeNull($"expected a page, got {next}");
    }

    /// <summary>Reads pages until the stream has caught up.</summary>
    public async Task<List<Page>> CaughtUpAsync()
    {
        var pages = new List<Page>();
        SubscribeResponse next;
        while ((next = await NextAsync()).CaughtUp is null)
            pages.Add(next.Page.ShouldNotBeNull($"expected pages, got {next}"));
        return pages;
    }

    /// <summary>The end marker, the status behind it, and how long after now they came. Anything else in between fails.</summary>
    public async Task<(End End, RpcException Status, TimeSpan After)> EndAsync()
    {
        var since = Stopwatch.StartNew();
        var next = await NextAsync();
        var end = next.End.ShouldNotBeNull($"expected the end, got {next}");
        var status = await Refused.ByAsync(() => _call.ResponseStream.MoveNext(default));
        return (end, status, since.Elapsed);
    }

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SubscribeResponse> ReadAsync()
    {
        do
        {
            (await _call.ResponseStream.MoveNext(default)).ShouldBeTrue("a stream ends with a marker and a status");
        }
        while (_call.ResponseStream.Current.Heartbeat is not null);
        return _call.ResponseStream.Current;
    }
}
