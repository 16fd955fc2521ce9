using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>
/// Carries out a confirmed request: in one transaction the record's key goes, a fresh one comes for the act that says so, and both are history.
/// The key of an act that the ledger has yet to take in is not touched.
/// </summary>
internal sealed partial class Expunging(RetentionStreams streams, KeyPool pool, KeyDestruction destruction, TimeProvider time, ILogger<Expunging> logger)
{
    /// <summary>The ledger takes acts in within a second; a caller that waits longer is better told so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task<ConfirmExpungeResponse> ConfirmAsync(Caller caller, RecordName name, Guid request, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            if (await TryAsync(caller, name, request, stop) is { } done)
            {
                return done;
            }

            if (time.GetElapsedTime(since) > Patience)
            {
                throw RetentionRefusals.LedgerBehind.ToException();
            }

            await Task.Delay(Pause, time, stop);
        }
    }

    /// <returns>Null while the ledger is behind.</returns>
    private async Task<ConfirmExpungeResponse?> TryAsync(Caller caller, RecordName name, Guid id, CancellationToken stop)
    {
        await using var held = await streams.ClaimAsync(name, stop);
        var request = held.Retention.Requests[id];
        if (request.Confirmed is { } before)
        {
            return Answer(name, before.Body, before.At, await destruction.DestroyAsync(stop));
        }

        if (ExpungeDecisions.Confirm(held.Record, held.Retention, request, caller, held.Now) is { } refusal)
        {
            throw refusal.ToException();
        }

        var acts = held.Record!.Acts;
        if (!await LedgerCoverage.CoversAsync(held.Connection, held.Transaction, acts[^1], stop))
        {
            return null;
        }

        var confirmed = new ExpungeConfirmed
        {
            RequestId = id.ToString("D"),
            EventId = Ids.New(time).ToString("D"),
            Version = (ulong)held.Record.Version + 1,
            ClientId = caller.ClientId,
            Person = caller.Person ?? "",
        };
        await ExpungeAsync(held, request, confirmed, caller, stop);
        var destroyed = await destruction.DestroyAsync(CancellationToken.None);
        Expunged(StreamKeys.Record(name), confirmed.EventId, destroyed);
        return Answer(name, confirmed, held.Now, destroyed);
    }

    private async Task ExpungeAsync(HeldRecord held, RequestedExpunge request, ExpungeConfirmed confirmed, Caller caller, CancellationToken stop)
    {
        var (stream, version) = (StreamKeys.Record(held.Name), (long)confirmed.Version);
        var body = new RecordExpunged { RequestId = confirmed.RequestId, LegalBasis = request.Asked.LegalBasis, BasisText = request.Asked.BasisText };
        body.EventIds.AddRange(held.Record!.Acts.Select(a => a.ToString("D")));
        var fresh = (await pool.TakeAsync(1, stop))[0];
        // No page that shows the record is committed after this: disclosures share the lock of the rules.
        await RuleChanges.LockAsync(held.Connection, held.Transaction, stop);
        await KeyDestruction.ReplaceAsync(held.Connection, held.Transaction, stream, version, fresh, stop);
        held.Add(new NewEvent(
            Guid.Parse(confirmed.EventId), stream, StreamTypes.Record, version, EventTypes.RecordExpunged, body.ToByteArray(), caller.Member, caller.Actor, Key: fresh.Key));
        held.Add(EventTypes.ExpungeConfirmed, confirmed, caller);
        // From here on it goes to its end: a caller that leaves must not leave it half known.
        await held.CommitAsync(CancellationToken.None);
    }

    private static ConfirmExpungeResponse Answer(RecordName name, ExpungeConfirmed confirmed, DateTimeOffset at, bool destroyed) => new()
    {
        EventId = confirmed.EventId,
        Name = name,
        Version = confirmed.Version,
        CommittedAt = at.ToTimestamp(),
        KeysDestroyed = destroyed,
    };

    [LoggerMessage(LogLevel.Information, "{Stream} was expunged (event {Event}); keys destroyed: {Destroyed}.")]
    private partial void Expunged(string stream, string @event, bool destroyed);
}
