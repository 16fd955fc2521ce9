using System.Diagnostics;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>A subscription through the SDK, read in the background, and all that came of it.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<RecordView> _views = [];
    private readonly HashSet<string> _ids = [];
    private readonly List<DisclosureReference> _disclosures = [];
    private readonly Task<(End End, long At)> _reading;
    private int _pages;

    /// <param name="afterPage">Runs while the page is being consumed, with its number from 1: the cursor is stored only when it returns.</param>
    public Watch(HubConnection hub, RecordQuery query, int pageSize = 0, Func<int, Task>? afterPage = null) =>
        _reading = Task.Run(() => ReadAsync(hub, query, pageSize, afterPage));

    public IReadOnlyList<RecordView> Views
    {
        get
        {
            lock (_lock)
                return [.. _views];
        }
    }

    public IReadOnlyList<DisclosureReference> Disclosures
    {
        get
        {
            lock (_lock)
                return [.. _disclosures];
        }
    }

    /// <summary>When all that was there had come.</summary>
    public Task CaughtUpAsync() => Task.WhenAny(_caughtUp.Task, _reading).Unwrap().WaitAsync(Patience);

    /// <summary>The hub's last word, and when it came (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public Task<(End End, long At)> EndAsync() => _reading.WaitAsync(Patience);

    /// <summary>Waits until each of these records came.</summary>
    public Task HoldsAsync(IReadOnlyList<IntelRecord> records) => Eventually.IsTrueAsync(
        async () =>
        {
            if (_reading.IsFaulted)
                await _reading;
            lock (_lock)
                return records.All(record => _ids.Contains(record.Id));
        },
        $"{records.Count} records arrive",
        Patience);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<(End End, long At)> ReadAsync(HubConnection hub, RecordQuery query, int pageSize, Func<int, Task>? afterPage)
    {
        await foreach (var next in hub.SubscribeAsync(query, new MemoryCursorStore(), new ReceivingOptions { PageSize = pageSize }, _stop.Token))
        {
            switch (next)
            {
                case PageReceived { Page: var page }:
                    lock (_lock)
                    {
                        _views.AddRange(page.Views);
                        _ids.UnionWith(page.Views.Select(view => view.Name.Id));
                        _disclosures.AddRange(page.Disclosures);
                    }

                    if (afterPage is not null)
                        await afterPage(++_pages);
                    break;
                case CaughtUpReached:
                    _caughtUp.TrySetResult();
                    break;
                case SubscriptionEnded { End: var end }:
                    return (end, Stopwatch.GetTimestamp());
            }
        }

        throw new InvalidOperationException("The subscription ended without a word.");
    }
}
