using System.Diagnostics;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>What a stream sends, whichever call it serves.</summary>
internal interface IRecordSink
{
    Task PageAsync(Page page);

    Task CaughtUpAsync(string cursor);

    Task NoticeAsync(AgreementNotice notice);

    Task HeartbeatAsync();

    Task EndAsync(End end);
}

/// <summary>
/// One open Pull or Subscribe: the snapshot, then for Subscribe what arrives, until there is a reason to end, which is said.
/// What wakes it is only a hint; each round looks at the rules and at the ledger by itself.
/// </summary>
internal sealed class RecordStream(
    Reading reading, IRecordSink sink, bool follows, StreamLife life, RecordPages pages, SharingBook book, LedgerReader ledger, LedgerWatch grew, RuleWatch rules)
{
    /// <summary>Well under the gateway's idle limit.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly Feed _feed = new(reading.Caller.Member, reading.Query);
    private ulong _records;

    /// <summary>Where whoever opens again goes on: past what was sent, and not past a page that was made and did not leave.</summary>
    private string _cursor = "";

    private long _sentAt = Stopwatch.GetTimestamp();

    /// <returns>The end that was sent.</returns>
    public async Task<End> RunAsync()
    {
        _cursor = await pages.SealAsync(reading, CancellationToken.None);
        try
        {
            return await EndAsync(await FollowAsync());
        }
        catch (OperationCanceledException) when (life.Why != LifeEnd.None)
        {
            return await EndAsync(life.Why switch
            {
                LifeEnd.TokenExpired => new End { Reason = EndReason.TokenExpired, Message = "The access token ran out. Open again with a new one and this cursor." },
                LifeEnd.Stopping => new End { Reason = EndReason.ServerStopping, Message = "This replica is stopping. Open again with this cursor." },
                _ => new End { Reason = EndReason.AccessEnded, Message = "This client or its member no longer acts here." },
            });
        }
    }

    private async Task<End> FollowAsync()
    {
        for (var (first, isAwake) = (true, false); ; first = false)
        {
            var (ledgerGrew, rulesChanged) = (grew.Grew.Next, rules.Changed.Next);
            // Whoever was woken because the ledger grew need not ask how far.
            if (await SendUpToAsync(isAwake ? grew.Head : await ledger.HeadAsync(life.Ended)) is { } ended)
            {
                return ended;
            }

            if (!follows)
            {
                return new End { Reason = EndReason.Complete, Message = "All that the agreements allow was sent." };
            }

            if (first)
            {
                await SentAsync(sink.CaughtUpAsync(_cursor));
            }

            await WaitAsync(ledgerGrew, rulesChanged);
            isAwake = ledgerGrew.IsCompleted;
        }
    }

    /// <returns>The end, if the last agreement that fed the stream is gone.</returns>
    private async Task<End?> SendUpToAsync(long head)
    {
        while (true)
        {
            var sharing = await book.CurrentAsync(life.Ended);
            if (await CheckFeedAsync(sharing) is { } ended)
            {
                return ended;
            }

            var page = await pages.NextAsync(reading, head, sharing, life.Ended);
            // The rules may have moved while the page was made: what ended is said first, and an end leaves the page to whoever resumes.
            if (await CheckFeedAsync(await book.CurrentAsync(life.Ended)) is { } endedMeanwhile)
            {
                return endedMeanwhile;
            }

            if (page is null)
            {
                _cursor = await pages.SealAsync(reading, life.Ended);
                return null;
            }

            await SentAsync(sink.PageAsync(page));
            _cursor = page.Cursor;
            _records += (ulong)page.Views.Count;
        }
    }

    private async Task<End?> CheckFeedAsync(Sharing sharing)
    {
        var lost = _feed.Lost(sharing);
        if (lost.Count > 0 && !_feed.Feeds)
        {
            return new End
            {
                Reason = EndReason.AgreementEnded,
                AgreementId = lost[^1].AgreementId,
                Message = $"Agreement {lost[^1].AgreementId} no longer feeds this stream: {lost[^1].Change.TrimEnd('.')}. No other does.",
            };
        }

        foreach (var notice in lost)
        {
            await SentAsync(sink.NoticeAsync(notice));
        }

        return null;
    }

    /// <summary>Until the ledger grew, the rules changed, or a window begins or ends; a heartbeat whenever nothing was sent for a while.</summary>
    private async Task WaitAsync(Task ledgerGrew, Task rulesChanged)
    {
        var sharing = await book.CurrentAsync(life.Ended);
        var window = _feed.NextChange(sharing) - sharing.Now;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(life.Ended);
        try
        {
            for (var waited = TimeSpan.Zero; ;)
            {
                var heartbeat = Heartbeat - Stopwatch.GetElapsedTime(_sentAt);
                if (heartbeat <= TimeSpan.Zero)
                {
                    await SentAsync(sink.HeartbeatAsync());
                    heartbeat = Heartbeat;
                }

                // A window further off than a heartbeat is looked for again after it.
                var pause = window is { } change && change - waited < heartbeat ? change - waited : heartbeat;
                var timer = Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, waiting.Token);
                var woken = await Task.WhenAny(ledgerGrew, rulesChanged, timer);
                life.Ended.ThrowIfCancellationRequested();
                waited += pause;
                if (woken != timer || waited >= window)
                {
                    return;
                }
            }
        }
        finally
        {
            await waiting.CancelAsync();
        }
    }

    private async Task SentAsync(Task sent)
    {
        await sent;
        _sentAt = Stopwatch.GetTimestamp();
    }

    private async Task<End> EndAsync(End end)
    {
        (end.Cursor, end.Records) = (_cursor, _records);
        await sink.EndAsync(end);
        return end;
    }
}
