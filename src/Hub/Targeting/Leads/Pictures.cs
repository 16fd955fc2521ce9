using System.Collections.Concurrent;
using Grpc.Core;
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
    /// <summary>One that nobody asks for this long is let go when any is asked for next: it holds memory for each record.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>What moved is in the ledger a moment later.</summary>
    private static readonly TimeSpan UntilSequenced = TimeSpan.FromMilliseconds(5);

    private readonly ChangeCount _changes = new();
    private readonly ConcurrentDictionary<(string Recipient, Purpose Purpose), KeptPicture> _kept = new();
    private bool _isBeyond;

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
            var telling = await tellings.TellAsync(caller, purpose, action, conclusion, stop);
            if (telling.Told is { } told)
            {
                return (answer, told);
            }

            if (telling.Unopened.Count == 0)
            {
                await Task.Delay(UntilSequenced, stop);
                continue;
            }

            await UseAsync(
                caller.Member,
                purpose,
                kept =>
                {
                    kept.Picture.LeaveOut(telling.Unopened);
                    return true;
                },
                stop);
        }
    }

    /// <summary>Keeps the picture of a recipient and a purpose for as long as a watch of it is open.</summary>
    /// <returns>Ends the keeping when disposed of.</returns>
    /// <exception cref="RpcException">There is no room for it beside those of other open watches.</exception>
    public Task<IDisposable> KeepAsync(string recipient, Purpose purpose, CancellationToken stop) => UseAsync(recipient, purpose, Keep, stop);

    private Task<(T Answer, Conclusion Conclusion)> ConcludeAsync<T>(string recipient, Purpose purpose, Func<Picture, Answer<T>> conclude, CancellationToken stop) => UseAsync(
        recipient,
        purpose,
        kept =>
        {
            var answer = conclude(kept.Picture);
            return (answer.Response, new Conclusion(kept.Picture.Sharing, kept.Picture.Contributors, answer.Shown, answer.Uses));
        },
        stop);

    /// <summary>Uses a picture, brought up to date, while nobody else does.</summary>
    private async Task<T> UseAsync<T>(string recipient, Purpose purpose, Func<KeptPicture, T> use, CancellationToken stop)
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
                return use(kept);
            }
            finally
            {
                kept.Turn.Release();
            }
        }
    }

    private IDisposable Keep(KeptPicture kept)
    {
        // Two watches that open together must not both find the same room.
        lock (_kept)
        {
            var others = _kept.Values.Where(other => other != kept && other.Watches > 0).Sum(other => (long)other.Records);
            if (kept.Watches == 0 && others > 0 && others + kept.Records > options.Value.RecordsInPictures)
            {
                NoRoom(kept.Records, others, options.Value.RecordsInPictures);
                throw LeadRefusals.NoRoom.ToException();
            }

            return new Keeping(kept);
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

    /// <summary>
    /// Lets go of what nobody asked for in a while, and of what was asked for longest ago while there are too many records. What is in use or watched stays.
    /// </summary>
    private void LetGo()
    {
        var records = _kept.Values.Sum(kept => (long)kept.Records);
        foreach (var (key, kept) in _kept.OrderBy(one => one.Value.AskedAt))
        {
            var isIdle = time.GetUtcNow() - kept.AskedAt >= Kept;
            if ((!isIdle && records <= options.Value.RecordsInPictures) || kept.Watches > 0 || !kept.Turn.Wait(0))
            {
                continue;
            }

            // A watch that opened since had its turn, or another question let it go.
            if (kept.IsGone || kept.Watches > 0)
            {
                kept.Turn.Release();
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

        var isBeyond = records > options.Value.RecordsInPictures;
        if (isBeyond && !_isBeyond)
        {
            Beyond(records, options.Value.RecordsInPictures);
        }

        _isBeyond = isBeyond;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A watch of leads was refused: its picture of {Records} records does not fit beside the {Watched} that open watches keep, of {Most} at most (Targeting:RecordsInPictures).")]
    private partial void NoRoom(int records, long watched, int most);

    [LoggerMessage(LogLevel.Warning, "Pictures that are in use hold {Records} records, more than the {Most} of Targeting:RecordsInPictures. They are kept; see to memory.")]
    private partial void Beyond(long records, int most);

    [LoggerMessage(LogLevel.Warning, "A picture of {Records} records was let go that was still asked for: more than {Most} would be kept (Targeting:RecordsInPictures).")]
    private partial void MadeRoom(int records, int most);

    private sealed class Keeping : IDisposable
    {
        private readonly KeptPicture _kept;

        public Keeping(KeptPicture kept)
        {
            _kept = kept;
            kept.Watch(1);
        }

        public void Dispose() => _kept.Watch(-1);
    }

    private sealed class KeptPicture(Picture picture)
    {
        private int _watches;

        public Picture Picture => picture;

        /// <summary>A picture is for one caller at a time.</summary>
        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset AskedAt { get; set; } = DateTimeOffset.MaxValue;

        /// <summary>As it was last brought up to date.</summary>
        public int Records { get; set; }

        /// <summary>Open watches of it. One is added in the picture's turn alone.</summary>
        public int Watches => Volatile.Read(ref _watches);

        public void Watch(int more) => Interlocked.Add(ref _watches, more);

        public bool IsGone { get; set; }
    }
}
