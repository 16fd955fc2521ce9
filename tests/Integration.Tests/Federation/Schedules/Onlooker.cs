using System.Diagnostics;
using Grpc.Core;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// An agency that watches what comes of one contributor, begins again wherever its stream ended, and believes nothing: each page is held against the truth, nothing is
/// told twice, and no record goes back to what it was before.
/// </summary>
internal sealed class Onlooker : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Party _agency;
    private readonly Truth _truth;
    private readonly RecordQuery _query;
    private readonly MemoryCursorStore _cursor = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(RecordKind Kind, string Id), RecordView> _held = [];
    private readonly Dictionary<(RecordKind Kind, string Id), uint> _newest = [];
    private readonly HashSet<(RecordKind Kind, string Id)> _expunged = [];
    private readonly List<string> _unacknowledged = [];
    private readonly Task _reading;

    public Onlooker(Party agency, string contributor, Truth truth)
    {
        (_agency, _truth) = (agency, truth);
        _query = new RecordQuery { Purpose = Purpose.BorderTargeting, Contributors = { contributor } };
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>What it was shown and was not told to be withdrawn.</summary>
    public IReadOnlyDictionary<(RecordKind Kind, string Id), RecordView> Held
    {
        get
        {
            lock (_lock)
                return new Dictionary<(RecordKind, string), RecordView>(_held);
        }
    }

    /// <summary>What it was told to be expunged.</summary>
    public IReadOnlySet<(RecordKind Kind, string Id)> Expunged
    {
        get
        {
            lock (_lock)
                return _expunged.ToHashSet();
        }
    }

    /// <summary>Throws what was wrong with what came so far.</summary>
    public Task ShouldBeContentAsync() => _reading.IsCompleted ? _reading : Task.CompletedTask;

    /// <summary>Reads all that there is now, from the beginning.</summary>
    public async Task<IReadOnlyDictionary<(RecordKind Kind, string Id), RecordView>> PullAsync()
    {
        var since = Stopwatch.GetTimestamp();
        var views = new Dictionary<(RecordKind, string), RecordView>();
        try
        {
            await foreach (var page in _agency.Hub.PullAsync(_query))
            {
                foreach (var view in page.Views)
                {
                    _truth.ShouldAllow(view, since);
                    views.TryAdd((view.Name.Kind, view.Name.Id), view).ShouldBeTrue($"{view.Name.Id} is there once");
                }

                Got(page);
            }
        }
        catch (AgreementEndedException)
        {
            // It was stopped while it was read; what came before was allowed.
        }
        catch (HubException stopped) when (stopped.StatusCode == StatusCode.PermissionDenied)
        {
            // So it was before the first page.
        }

        return views;
    }

    public async Task AcknowledgeAsync()
    {
        string[] ids;
        lock (_lock)
        {
            ids = [.. _unacknowledged];
            _unacknowledged.Clear();
        }

        await _agency.Hub.AcknowledgeAsync(ids);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var next in _agency.Hub.SubscribeAsync(_query, _cursor, cancel: _stop.Token))
                {
                    if (next is PageReceived { Page: var page })
                        Take(page, Stopwatch.GetTimestamp());
                }
            }
            catch (HubException stopped) when (stopped.StatusCode is StatusCode.PermissionDenied or StatusCode.Unavailable)
            {
                // Nothing is granted now, or its hub is starting.
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(Page page, long at)
    {
        foreach (var view in page.Views)
        {
            _truth.ShouldAllow(view, at);
            var (key, what) = ((view.Name.Kind, view.Name.Id), $"{view.Name.Kind} {view.Name.Id}@{view.Name.Revision}");
            lock (_lock)
            {
                SaysTheSame(_held.GetValueOrDefault(key), view).ShouldBeFalse($"{what} was told twice");
                view.Name.Revision.ShouldBeGreaterThanOrEqualTo(_newest.GetValueOrDefault(key), $"{what} came after a later revision");
                _expunged.ShouldNotContain(key, $"{what} came after it was expunged");
                _held[key] = view;
                _newest[key] = view.Name.Revision;
            }
        }

        foreach (var notice in page.Notices)
        {
            var (key, what) = ((notice.Name.Kind, notice.Name.Id), $"{notice.Type} of {notice.Name.Kind} {notice.Name.Id}");
            lock (_lock)
            {
                var held = _held.Remove(key);
                if (notice.Type == NoticeType.Expunged)
                    _expunged.Add(key).ShouldBeTrue($"{what} was told twice");
                else
                    held.ShouldBeTrue($"{what} was told twice, or of what was not shown");
            }
        }

        Got(page);
    }

    private void Got(Page page)
    {
        lock (_lock)
            _unacknowledged.AddRange(page.Disclosures.Select(d => d.DisclosureId));
    }

    /// <summary>Which disclosure carried it is no word to its reader.</summary>
    private static bool SaysTheSame(RecordView? one, RecordView other) =>
        one is not null && (one.Version, one.AgreementId, one.AgreementRevision, one.Record).Equals((other.Version, other.AgreementId, other.AgreementRevision, other.Record));
}
