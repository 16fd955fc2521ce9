using System.Text;
using Grpc.Core;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Proving;

/// <summary>Getting proof from the ledger. What comes is verified before it is handed over.</summary>
public static class ProvingExtensions
{
    private const string NotYetPublished = "NOT_YET_PUBLISHED";

    /// <summary>A checkpoint is signed every second while the ledger grows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets all that shows, offline, that an event is in the ledger.</summary>
    /// <param name="hub">The connection of the record's contributor, of who acted, of a disclosure's recipient, or of an auditor.</param>
    /// <param name="eventId">From a record's receipt, a disclosure, or history.</param>
    /// <param name="waitFor">How long to wait for a checkpoint that covers the event; not at all by default.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The receipt, verified with <see cref="HubConnectionOptions.LedgerKey"/> and the keys that the log shows to have taken over from it, or, without one, with the key that the hub says is the log's.</returns>
    /// <exception cref="HubException">
    /// The hub refuses (NOT_FOUND; FAILED_PRECONDITION with NOT_YET_PUBLISHED or KEY_DESTROYED), or (DATA_LOSS) what it gave does not verify.
    /// </exception>
    public static async Task<EventReceipt> GetReceiptAsync(this HubConnection hub, string eventId, TimeSpan waitFor = default, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var since = hub.Options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = await hub.Ledger.GetReceiptAsync(new GetReceiptRequest { EventId = eventId }, cancellationToken: cancel);
                return Verified(answer, eventId, await PolicyAsync(hub, answer.LogKey, cancel));
            }
            catch (HubException refused) when (refused.Reason == NotYetPublished && hub.Options.Time.GetElapsedTime(since) < waitFor)
            {
                await Task.Delay(Pause, hub.Options.Time, cancel);
            }
        }
    }

    /// <summary>Gets the newest checkpoint, verified as receipts are.</summary>
    /// <exception cref="HubException">NOT_FOUND before the first; DATA_LOSS if it does not verify.</exception>
    public static async Task<SignedCheckpoint> GetCheckpointAsync(this HubConnection hub, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var answer = await hub.Ledger.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancel);
        return Held((await PolicyAsync(hub, answer.LogKey, cancel)).Open(Encoding.UTF8.GetBytes(answer.Checkpoint)));
    }

    private static EventReceipt Verified(GetReceiptResponse answer, string eventId, LogPolicy policy)
    {
        var receipt = Held(ReceiptReading.Read(answer));
        Held(receipt.Verify(policy));
        return receipt.Envelope.Id.ToString("D") == eventId ? receipt : throw Broken("It is of another event.");
    }

    private static async Task<LogPolicy> PolicyAsync(HubConnection hub, string said, CancellationToken cancel)
    {
        var key = Held(VerifierKey.Parse(hub.Options.LedgerKey ?? said));
        IReadOnlyList<VerifierKey> keys = key.ToString() == said ? [key] : Held(await hub.TryFollowLogKeyAsync(key, cancel)).Keys;
        // A log's key has its origin as name.
        return keys.Any(k => k.ToString() == said) ? new LogPolicy(key.Name, keys) : throw Broken("It is signed with another key than the log's.");
    }

    private static T Held<T>(Checked<T> read)
        where T : class => read.Ok ? read.Value : throw Broken(read.Problem.Sentence);

    private static HubException Broken(string why) => new(StatusCode.DataLoss, "", $"The hub's proof does not hold. {why}");
}
