using System.Text;
using Grpc.Core;
using SharingHub.Sdk;
using SharingHub.Sdk.Proving;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Federation.Following;

/// <summary>A peer's ledger as this hub sees it: only what a known key signed, and only what continues what was seen before.</summary>
internal sealed class FollowedLog(HubConnection hub, string peer, IEnumerable<string> keys, long size, Sha256Hash root, FollowedPeers followed) : IDisposable
{
    private const string NotYetPublished = "NOT_YET_PUBLISHED";

    /// <summary>A checkpoint is signed every second while the ledger grows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>One question at a time: what was asked for earlier must not be held against what was seen since.</summary>
    private readonly SemaphoreSlim _asking = new(1, 1);

    private readonly LogPolicy _policy = Policy([.. keys.Select(k => VerifierKey.Parse(k).OrThrow())]);

    public long Size { get; private set; } = size;

    private Sha256Hash Root { get; set; } = root;

    public void Dispose() => _asking.Dispose();

    /// <summary>Looks at the newest checkpoint.</summary>
    /// <returns>It; null while there is none.</returns>
    public Task<Checkpoint?> LookAsync(CancellationToken stop) => AskAsync<Checkpoint?>(
        async () =>
        {
            try
            {
                var answer = await hub.Ledger.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: stop);
                var newest = Held(_policy.Open(Encoding.UTF8.GetBytes(answer.Checkpoint)), "Its checkpoint does not verify").Checkpoint;
                await GoOnToAsync(newest, stop);
                return newest;
            }
            catch (HubException none) when (none.StatusCode == StatusCode.NotFound)
            {
                return Size == 0 ? null : throw new PeerRefusedException($"Its log is empty, and had {Size} entries before.");
            }
        },
        stop);

    /// <summary>Waits until a checkpoint covers the first of these disclosures, and gets what shows them and as many of the others as are covered with them, verified.</summary>
    /// <param name="first">Those of one page. Until the last of them is covered it alone is asked for: each answer costs the peer a look at the whole event.</param>
    /// <param name="others">Those that came after them, in their order.</param>
    public async Task<IReadOnlyDictionary<string, EventReceipt>> ProveAsync(IReadOnlyList<string> first, IReadOnlyList<string> others, CancellationToken stop)
    {
        var receipts = new Dictionary<string, EventReceipt>(StringComparer.Ordinal);
        await AskForAsync([first[^1]], receipts, waits: true, stop);
        await AskForAsync(first, receipts, waits: true, stop);
        await AskForAsync(others, receipts, waits: false, stop);
        return receipts;
    }

    /// <summary>Makes the proof, to be verified, that a log of one size is the beginning of that of another, out of the peer's tiles.</summary>
    /// <exception cref="FormatException">They are no tiles.</exception>
    public async Task<Sha256Hash[]> ContinuationAsync(long from, long to, CancellationToken stop)
    {
        if (from is 0 || from == to)
        {
            return [];
        }

        var tiles = new Dictionary<TilePath, byte[]>();
        foreach (var path in TileHashes.ForConsistency(from, to))
        {
            tiles[path] = await hub.ReadLogFileAsync(path.ToString(), stop) ?? throw new PeerTroubleException($"Its log lacks {path}.");
        }

        return ConsistencyProof.Make(from, to, TileHashes.From(to, path => tiles[path]));
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        await _asking.WaitAsync(stop);
        try
        {
            return await ask();
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Adds what shows these disclosures; where it does not wait, up to the first that no checkpoint covers.</summary>
    private async Task AskForAsync(IReadOnlyList<string> disclosures, Dictionary<string, EventReceipt> receipts, bool waits, CancellationToken stop)
    {
        while (disclosures.Where(d => !receipts.ContainsKey(d)).Take(100).ToList() is { Count: > 0 } asked)
        {
            var (came, all) = await AskAsync(() => ProveAsync(asked, stop), stop);
            foreach (var receipt in came)
            {
                receipts[receipt.Envelope.Id.ToString("D")] = receipt;
            }

            if (!all && !waits)
            {
                return;
            }

            if (!all)
            {
                await Task.Delay(Pause, stop);
            }
        }
    }

    /// <returns>What shows those that a checkpoint covers, and whether one covers all that were answered for: a long answer leaves out the last.</returns>
    private async Task<(IReadOnlyList<EventReceipt> Receipts, bool All)> ProveAsync(IReadOnlyList<string> disclosures, CancellationToken stop)
    {
        var answers = (await hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { disclosures } }, cancellationToken: stop)).Answers;
        var receipts = new List<EventReceipt>();
        foreach (var answer in answers)
        {
            if (answer.Receipt is not null)
            {
                receipts.Add(await VerifiedAsync(answer, stop));
            }
            else if (answer.Reason != NotYetPublished)
            {
                throw new PeerRefusedException($"It sent a page under disclosure {answer.EventId}, and does not prove it: {answer.Reason}.");
            }
        }

        return answers.Count > 0 && answers.All(a => disclosures.Contains(a.EventId))
            ? (receipts, receipts.Count == answers.Count)
            : throw new PeerRefusedException("It answered for other events than were asked for.");
    }

    private async Task<EventReceipt> VerifiedAsync(ReceiptAnswer answer, CancellationToken stop)
    {
        var what = $"The receipt of disclosure {answer.EventId} does not verify";
        var receipt = Held(ReceiptReading.Read(answer.Receipt), what);
        var verified = Held(receipt.Verify(_policy), what);
        if (receipt.Envelope.Id.ToString("D") != answer.EventId)
        {
            throw new PeerRefusedException($"{what}: it is of another event.");
        }

        await GoOnToAsync(verified.Checkpoint.Checkpoint, stop);
        return receipt;
    }

    private async Task GoOnToAsync(Checkpoint next, CancellationToken stop)
    {
        if (next.Size < Size)
        {
            throw new PeerRefusedException($"Its log shrank: it has {next.Size} entries, and had {Size} before.");
        }

        if (Size > 0 && !await ContinuesAsync(next, stop))
        {
            throw new PeerRefusedException($"Its log forked: the one of {next.Size} entries does not continue the one of {Size} that was seen before.");
        }

        if (next.Size > Size || Size == 0)
        {
            await followed.LogIsAsync(peer, next.Size, next.Root, stop);
            (Size, Root) = (next.Size, next.Root);
        }
    }

    private async Task<bool> ContinuesAsync(Checkpoint next, CancellationToken stop)
    {
        if (next.Size == Size)
        {
            return next.Root == Root;
        }

        try
        {
            return ConsistencyProof.Verify(Size, next.Size, await ContinuationAsync(Size, next.Size, stop), Root, next.Root);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // A log's key has its origin as name, and all keys of a peer have one name.
    private static LogPolicy Policy(VerifierKey[] keys) =>
        keys.Length > 0 ? new(keys[0].Name, keys) : throw new PeerTroubleException("All keys of its log are revoked here.");

    private static T Held<T>(Checked<T> read, string what)
        where T : class => read.Ok ? read.Value : throw new PeerRefusedException($"{what}: {read.Problem.Sentence}");
}
