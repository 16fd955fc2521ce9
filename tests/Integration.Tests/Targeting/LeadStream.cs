using Grpc.Core;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>An open watch of leads.</summary>
internal sealed class LeadStream(Party party, WatchLeadsRequest request) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AsyncServerStreamingCall<WatchLeadsResponse> _call = party.Hub.Targeting.WatchLeads(request, deadline: DateTime.UtcNow + TimeSpan.FromMinutes(1));
    private Task<WatchLeadsResponse>? _pending;

    /// <summary>What is told until the watch has caught up.</summary>
    public async Task<List<Lead>> CaughtUpAsync()
    {
        var leads = new List<Lead>();
        WatchLeadsResponse next;
        while ((next = await NextAsync()).CaughtUp is null)
            leads.AddRange(next.Page.ShouldNotBeNull($"expected pages, got {next}").Leads);
        return leads;
    }

    public async Task<LeadPage> PageAsync()
    {
        var next = await NextAsync();
        return next.Page.ShouldNotBeNull($"expected a page, got {next}");
    }

    public async Task<WatchLeadsResponse> NextAsync()
    {
        var next = await (_pending ?? ReadAsync()).WaitAsync(Patience);
        _pending = null;
        return next;
    }

    public async Task SilenceAsync(TimeSpan time)
    {
        _pending ??= ReadAsync();
        await Task.WhenAny(_pending, Task.Delay(time));
        (_pending.IsCompleted ? (await _pending).ToString() : null).ShouldBeNull("nothing was to come");
    }

    public void Dispose() => _call.Dispose();

    private async Task<WatchLeadsResponse> ReadAsync()
    {
        do
        {
            (await _call.ResponseStream.MoveNext(default)).ShouldBeTrue("a watch ends with a marker and a status");
        }
        while (_call.ResponseStream.Current.Heartbeat is not null);
        return _call.ResponseStream.Current;
    }
}
