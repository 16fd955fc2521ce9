using System.Collections.Concurrent;
using Npgsql;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>The pictures that this replica keeps, one for each recipient and purpose that asked of late; another is folded from the ledger when it is asked for.</summary>
internal sealed class Pictures(JoinReader reader, LedgerReader ledger, SharingBook book, Rejections rejections, Tellings tellings, TimeProvider time) : IJoinedRecords
{
    /// <summary>One that nobody asks for this long is let go: it holds memory for each record.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>What moved is in the ledger a moment later.</summary>
    private static readonly TimeSpan UntilSequenced = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<(string Recipient, Purpose Purpose), KeptPicture> _kept = new();

    public async Task<T> AnswerAsync<T>(Caller caller, Purpose purpose, string action, Func<IJoined, Answer<T>> conclude, CancellationToken stop)
    {
        var (answer, _) = await TellAsync(caller, purpose, action, conclude, stop);
        return answer;
    }

    /// <summary>Concludes something from the picture as it is now, and discloses it with what is shown and what stands behind it.</summary>
    public async Task<(T Answer, Told Told)> TellAsync<T>(
        Caller caller, Purpose purpose, string action, Func<Picture, Answer<T>> conclude, CancellationToken stop)
    {
        while (true)
        {
            var (answer, conclusion) = await ConcludeAsync(caller.Member, purpose, conclude, stop);
            if (await tellings.TellAsync(caller, purpose, action, conclusion, stop) is { } told)
            {
                return (answer, told);
            }

            await Task.Delay(UntilSequenced, stop);
        }
    }

    private async Task<(T Answer, Conclusion Conclusion)> ConcludeAsync<T>(
        string recipient, Purpose purpose, Func<Picture, Answer<T>> conclude, CancellationToken stop)
    {
        LetGo();
        while (true)
        {
            var kept = _kept.GetOrAdd((recipient, purpose), key => new KeptPicture(new Picture(key.Recipient, key.Purpose, reader, ledger, book, rejections)));
            await kept.Turn.WaitAsync(stop);
            try
            {
                if (kept.IsGone)
                {
                    continue;
                }

                kept.AskedAt = time.GetUtcNow();
                await CatchUpAsync(kept.Picture, stop);
                var answer = conclude(kept.Picture);
                return (answer.Response, new Conclusion(kept.Picture.Sharing, kept.Picture.Contributors, answer.Shown, answer.Uses));
            }
            finally
            {
                kept.Turn.Release();
            }
        }
    }

    private static async Task CatchUpAsync(Picture picture, CancellationToken stop)
    {
        try
        {
            await picture.CatchUpAsync(stop);
        }
        catch (Exception e) when (e is not (OperationCanceledException or NpgsqlException))
        {
            // It may have taken in half of a change.
            picture.Forget();
            throw;
        }
    }

    private void LetGo()
    {
        foreach (var (key, kept) in _kept)
        {
            if (time.GetUtcNow() - kept.AskedAt < Kept || !kept.Turn.Wait(0))
            {
                continue;
            }

            kept.IsGone = true;
            _kept.TryRemove(key, out _);
            kept.Picture.Dispose();
            kept.Turn.Release();
        }
    }

    private sealed class KeptPicture(Picture picture)
    {
        public Picture Picture => picture;

        /// <summary>A picture is for one caller at a time.</summary>
        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset AskedAt { get; set; } = DateTimeOffset.MaxValue;

        public bool IsGone { get; set; }
    }
}
