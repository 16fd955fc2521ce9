using System.Runtime.CompilerServices;
using SharingHub.Sdk.Proving;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Keeping;

/// <summary>
/// Checks every receipt of a folder: with the proofs that it holds, and, for the rest, with those that the hub gives now. What the hub gives
/// is believed only as far as it verifies; what is proven is kept, so that it holds without the hub from then on.
/// </summary>
/// <param name="folder">The receipts of one member.</param>
/// <param name="policy">Whose cosignatures are asked for as well; null for none.</param>
public sealed class ReceiptCheck(ReceiptFolder folder, PolicyFile? policy = null)
{
    /// <summary>The contract's limit for one call.</summary>
    private const int MaxIds = 100;

    private long _done;

    /// <summary>Receipts to check; null until they are read.</summary>
    public long? Total { get; private set; }

    /// <summary>Receipts checked.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Checks. Each event comes once, and so does each line that cannot be read.</summary>
    /// <param name="hub">The member's connection; null to ask nobody.</param>
    /// <param name="cancel">Ends the check; what was proven by then is kept.</param>
    /// <exception cref="HubException">The hub refuses the call, or the time for retries is over.</exception>
    /// <exception cref="ArgumentException">The policy does not know the log that the folder goes by.</exception>
    public async IAsyncEnumerable<CheckedReceipt> RunAsync(HubConnection? hub, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var trust = new LogTrust(folder, policy);
        var kept = Read(folder.Receipts(), r => r.EventId, out var damaged);
        var proofs = Read(folder.Proofs(), p => p.Envelope.Id, out var damagedProofs);
        Total = kept.Count + damaged.Count + damagedProofs.Count;
        foreach (var line in damaged.Concat(damagedProofs))
            yield return Count(line);

        var wanted = new List<List<Line<KeptReceipt>>>();
        foreach (var receipts in kept.Values)
        {
            var held = proofs.TryGetValue(receipts[0].Value.EventId, out var proof) ? Judge(receipts, proof[^1].Value, trust) : null;
            if (hub is not null && held is null or { State: ReceiptState.Pending })
                wanted.Add(receipts);
            else
                yield return Count(held ?? Told(receipts[0], ReceiptState.Pending, "No proof of it is kept."));
        }

        for (var next = 0; next < wanted.Count;)
        {
            cancel.ThrowIfCancellationRequested();
            var asked = wanted.GetRange(next, Math.Min(MaxIds, wanted.Count - next));
            var (answers, proven) = (await AskAsync(hub!, asked, cancel), new List<EventReceipt>());
            var judged = new List<CheckedReceipt>();
            foreach (var (receipts, answer) in asked.Zip(answers))
                judged.Add(await JudgeAsync(receipts, answer, trust, hub!, proven, cancel));
            await folder.KeepAsync(proven, cancel);
            foreach (var one in judged)
                yield return Count(one);
            next += judged.Count;
        }
    }

    private static async Task<CheckedReceipt> JudgeAsync(
        List<Line<KeptReceipt>> receipts, ReceiptAnswer answer, LogTrust trust, HubConnection hub, List<EventReceipt> proven, CancellationToken cancel)
    {
        var first = receipts[0];
        if (answer.Receipt is null)
            return Refused(first, answer.Reason);
        var read = ReceiptReading.Read(answer.Receipt);
        if (!read.Ok)
            return Told(first, ReceiptState.Wrong, read.Problem.Sentence);
        if (await trust.MeetAsync(read.Value.LogKey, hub, cancel) is { } stranger)
            return Told(first, ReceiptState.Wrong, stranger.Sentence);
        var judged = Judge(receipts, read.Value, trust);
        if (judged.State == ReceiptState.Proven)
            proven.Add(first.Value is KeptAct ? WithoutRecord(read.Value) : read.Value);
        return judged;
    }

    private static CheckedReceipt Judge(List<Line<KeptReceipt>> receipts, EventReceipt proof, LogTrust trust)
    {
        var (state, why) = trust.Verify(proof);
        if (state == ReceiptState.Wrong)
            return Told(receipts[0], state, why);
        foreach (var receipt in receipts)
        {
            if (ReceiptMatch.Difference(receipt.Value, proof) is { } difference)
                return Told(receipt, ReceiptState.Wrong, difference.Sentence);
        }

        return Told(receipts[0], state, why);
    }

    // Only a record's key is ever destroyed: of a disclosure it is no excuse.
    private static CheckedReceipt Refused(Line<KeptReceipt> receipt, string reason) => reason switch
    {
        "NOT_YET_PUBLISHED" => Told(receipt, ReceiptState.Pending, "No checkpoint covers it yet."),
        "BODY_UNAVAILABLE" => Told(receipt, ReceiptState.Pending, "The hub's keys are away; its operator can bring them back."),
        "KEY_DESTROYED" when receipt.Value is KeptAct => Told(receipt, ReceiptState.Erased, "The record was expunged before this was proven."),
        "NOT_FOUND" => Told(receipt, ReceiptState.Wrong, "The hub shows this member no such event."),
        _ => Told(receipt, ReceiptState.Wrong, $"The hub gives no proof: {reason}."),
    };

    /// <summary>The proof as it is kept: what a record says is not for this folder. The body's salt stays, for whoever has the bytes.</summary>
    private static EventReceipt WithoutRecord(EventReceipt proof) => proof with { Body = null };

    private static async Task<IReadOnlyList<ReceiptAnswer>> AskAsync(HubConnection hub, List<List<Line<KeptReceipt>>> asked, CancellationToken cancel)
    {
        var ids = asked.ConvertAll(a => a[0].Value.EventId.ToString("D"));
        var persistence = hub.Persist("receipts");
        while (true)
        {
            try
            {
                var answers = (await hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { ids } }, cancellationToken: cancel)).Answers;
                return answers.Count > 0 && answers.Select(a => a.EventId).SequenceEqual(ids.Take(answers.Count))
                    ? answers
                    : throw HubException.Broken("The hub answered for other events than were asked for.");
            }
            catch (HubException cause)
            {
                cancel.ThrowIfCancellationRequested();
                await persistence.AfterBreakAsync(cause, cancel);
            }
        }
    }

    /// <summary>Lines by event, in the order of the first of each.</summary>
    private static Dictionary<Guid, List<Line<T>>> Read<T>(
        IEnumerable<(string Place, Verification.Checked<T> Read)> lines, Func<T, Guid> idOf, out List<CheckedReceipt> damaged)
        where T : class
    {
        var byEvent = new Dictionary<Guid, List<Line<T>>>();
        damaged = [];
        foreach (var (place, read) in lines)
        {
            if (!read.Ok)
                damaged.Add(new CheckedReceipt(place, null, ReceiptState.Wrong, read.Problem.Sentence));
            else if (byEvent.TryGetValue(idOf(read.Value), out var others))
                others.Add(new Line<T>(place, read.Value));
            else
                byEvent.Add(idOf(read.Value), [new Line<T>(place, read.Value)]);
        }

        return byEvent;
    }

    private static CheckedReceipt Told(Line<KeptReceipt> line, ReceiptState state, string why) => new(line.Place, line.Value, state, why);

    private CheckedReceipt Count(CheckedReceipt one)
    {
        Interlocked.Increment(ref _done);
        return one;
    }

    private readonly record struct Line<T>(string Place, T Value);
}
