using System.Text;
using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Receipts;
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>
/// Makes events' receipts, all of one call under one checkpoint, and verifies each before it leaves: a receipt that does not hold would accuse
/// the hub.
/// </summary>
internal sealed class Receipts(
    LedgerReader ledger, KeyStore keys, TileStore tiles, CheckpointStore checkpoints, LogKeys logKeys, EventParties parties, NpgsqlDataSource database,
    LedgerOptions options)
{
    /// <returns>One for each id, in their order.</returns>
    public async Task<AnsweredReceipt[]> OfAsync(Guid[] ids, Caller caller, CancellationToken stop)
    {
        // Before the events: what has its index by now, and no checkpoint in this one, is not published yet.
        var latest = await checkpoints.ForAsync(caller, stop);
        var found = (await ledger.FindAsync(ids, stop)).ToDictionary(e => e.Id);
        var waiting = await WaitingAsync([.. ids.Where(id => !found.ContainsKey(id))], stop);
        var between = await parties.OfAsync(found.Values.Select(e => e.Stream).Concat(waiting.Values.Select(w => w.Stream)), stop);
        var openings = found.Values.ToDictionary(e => e.Id, e => ReceiptAccess.Decide(caller.Member, caller.IsAuditor, e.Member, e.Type, between[e.Stream]));
        var published = found.Values.Where(e => openings[e.Id] != Opening.None && e.Index < (latest?.Head.Size ?? 0)).ToList();
        var made = published.Count == 0 ? [] : await MakeAsync(published, openings, latest!, stop);

        return [.. ids.Select(id => made.TryGetValue(id, out var answer) ? answer : IsTold(id) ? LedgerRefusals.NotYetPublished : Refusal.NotFound)];

        bool IsTold(Guid id) => found.ContainsKey(id)
            ? openings[id] != Opening.None
            : waiting.TryGetValue(id, out var w) && ReceiptAccess.Decide(caller.Member, caller.IsAuditor, w.Member, w.Type, between[w.Stream]) != Opening.None;
    }

    /// <summary>The receipt of an event that is for anyone; null until a checkpoint covers it.</summary>
    public async Task<EventReceipt?> OfPublicAsync(Guid id, CancellationToken stop)
    {
        if (await checkpoints.ShownAsync(stop) is not { } latest || await ledger.FindAsync([id], stop) is not [var found] || found.Index >= latest.Head.Size)
        {
            return null;
        }

        var answer = (await MakeAsync([found], new() { [id] = Opening.Whole }, latest, stop))[id].Receipt!;
        return new EventReceipt(
            VerifierKey.Parse(answer.LogKey).OrThrow(), TlogProof.Parse(Encoding.UTF8.GetBytes(answer.Proof)).OrThrow(), EventEnvelope.Parse(Encoding.ASCII.GetBytes(answer.Envelope)).OrThrow(),
            answer.Salt.Memory, answer.BodySalt.Memory, answer.Body.Memory);
    }

    private async Task<Dictionary<Guid, AnsweredReceipt>> MakeAsync(
        List<SequencedEvent> published, Dictionary<Guid, Opening> openings, SignedTree latest, CancellationToken stop)
    {
        var held = await keys.ReadAsync(published.Select(e => e.Stream), stop);
        var known = await logKeys.ReadAsync(stop);
        var logKey = known.SignedBy(latest.Head.Size).ToString();
        var checkpoint = known.Policy(options.Origin).Open(Encoding.UTF8.GetBytes(latest.Note)).OrThrow();
        var (size, read) = (checkpoint.Checkpoint.Size, await tiles.ReadAsync([.. published.SelectMany(e => TileHashes.ForInclusion(e.Index, latest.Head.Size)).Distinct()], stop));
        var hashes = TileHashes.From(size, path => read.TryGetValue(path, out var tile) ? tile : null);
        return published.ToDictionary(e => e.Id, Answer);

        AnsweredReceipt Answer(SequencedEvent found) =>
            held.Find(found.Stream, found.Version) is var key && key.IsLost ? HistoryRefusals.BodyUnavailable
            : key.Key is null ? LedgerRefusals.KeyDestroyed
            : found.Opened.Access == BodyAccess.Damaged ? HistoryRefusals.BodyDamaged
            : Response(found, openings[found.Id], key.Key, new TlogProof(found.Index, InclusionProof.Make(found.Index, size, hashes), checkpoint.Note), checkpoint.Checkpoint, logKey);
    }

    private static GetReceiptResponse Response(SequencedEvent found, Opening opening, byte[] key, TlogProof proof, Checkpoint checkpoint, string logKey)
    {
        var envelope = Envelopes.Of(found, key).ToBytes();
        var salt = EventSalts.Salt(key, found.Id);
        if (!InclusionProof.Verify(Commitment.To(salt, envelope).ToLeaf(), proof.Index, checkpoint.Size, [.. proof.Proof], checkpoint.Root))
        {
            throw new InvalidOperationException("The receipt made does not verify: tiles, keys or history were changed.");
        }

        var response = new GetReceiptResponse
        {
            Proof = proof.ToString(),
            LogKey = logKey,
            Envelope = Encoding.ASCII.GetString(envelope),
            Salt = UnsafeByteOperations.UnsafeWrap(salt),
        };
        if (opening == Opening.Whole)
        {
            response.BodySalt = UnsafeByteOperations.UnsafeWrap(EventSalts.BodySalt(key, found.Id));
            response.Body = UnsafeByteOperations.UnsafeWrap(found.Body);
        }

        return response;
    }

    /// <summary>Those of these events that are committed and not sequenced yet: a matter of milliseconds.</summary>
    private async Task<Dictionary<Guid, (string Member, string Type, string Stream)>> WaitingAsync(Guid[] ids, CancellationToken stop)
    {
        var waiting = new Dictionary<Guid, (string, string, string)>();
        if (ids.Length > 0)
        {
            await using var command = database.CreateCommand("select id, headers->>'member', type, stream_id from history.mt_events where id = any ($1)");
            command.Parameters.AddWithValue(ids);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                waiting.Add(reader.GetGuid(0), (reader.GetString(1), reader.GetString(2), reader.GetString(3)));
            }
        }

        return waiting;
    }
}
