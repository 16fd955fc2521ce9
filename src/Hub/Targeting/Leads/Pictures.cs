using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>The pictures that this replica keeps, one for each recipient and purpose that asked of late; another is folded from the ledger when it is asked for.</summary>
internal sealed partial class Pictures(
    JoinReader reader, LedgerReader ledger, SharingBook book, Rejections rejections, Tellings tellings, IOptions<TargetingOptions> options, TimeProvider time,
    ILogger<Pictures> logger) : IJoinedRecords
{
    /// <summary>One that nobody asks for this long is let go: it holds memory for each record.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>What moved is in the ledger a moment later.</summary>
    private static readonly TimeSpan UntilSequenced = TimeSpan.FromMilliseconds(5);

    private readonly ChangeCount _changes = new();
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
        while (true)
        {
            var kept = _kept.GetOrAdd((recipient, purpose), key => new KeptPicture(new Picture(key.Recipient, key.Purpose, reader, ledger, book, rejections, _changes)));
            await kept.Turn.WaitAsync(stop);
            try
            {
                if (kept.IsGone)
                {
                    continue;
                }

                kept.AskedAt = time.GetUtcNow();
                await CatchUpAsync(kept.Picture, stop);
                kept.Records = kept.Picture.Count;
                LetGo();
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

    /// <summary>Lets go of what nobody asked for in a while, and of what was asked for longest ago while there are too many records. What is in use stays.</summary>
    private void LetGo()
    {
        var records = _kept.Values.Sum(kept => (long)kept.Records);
        foreach (var (key, kept) in _kept.OrderBy(one => one.Value.AskedAt))
        {
            var isIdle = time.GetUtcNow() - kept.AskedAt >= Kept;
            if ((!isIdle && records <= options.Value.RecordsInPictures) || !kept.Turn.Wait(0))
            {
                continue;
            }

            if (!isIdle)
            {
                MadeRoom(kept.Records, options.Value.RecordsInPictures);
            }

            kept.IsGone = true;
            _kept.TryRemove(key, out _);
            kept.Picture.Dispose();
            records -= kept.Records;
            kept.Turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "A picture of {Records} records was let go that was still asked for: more than {Most} would be kept (Targeting:RecordsInPictures).")]
    private partial void MadeRoom(int records, int most);

    private sealed class KeptPicture(Picture picture)
    {
        public Picture Picture => picture;

        /// <summary>A picture is for one caller at a time.</summary>
        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset AskedAt { get; set; } = DateTimeOffset.MaxValue;

        /// <summary>As it was last brought up to date.</summary>
        public int Records { get; set; }

        public bool IsGone { get; set; }
    }
}
