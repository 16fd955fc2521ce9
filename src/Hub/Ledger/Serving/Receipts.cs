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
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>Makes an event's receipt, and verifies it before it leaves: a receipt that does not hold would accuse the hub.</summary>
internal sealed class Receipts(
    LedgerReader ledger, KeyStore keys, TileStore tiles, CheckpointStore checkpoints, NpgsqlDataSource database, LedgerOptions options)
{
    public async Task<GetReceiptResponse> OfAsync(Guid id, Caller caller, CancellationToken stop)
    {
        if (await ledger.FindAsync(id, stop) is not { } found)
        {
            throw (await WaitsForItsIndexAsync(id, caller, stop) ? LedgerRefusals.NotYetPublished : Refusal.NotFound).ToException();
        }

        var opening = ReceiptAccess.Decide(caller.Member, caller.IsAuditor, found.Member, found.Type, await DisclosureOfAsync(found, stop));
        if (opening == Opening.None)
        {
            throw Refusal.NotFound.ToException();
        }

        var latest = await checkpoints.LatestAsync(stop);
        if (latest is null || latest.Head.Size <= found.Index)
        {
            throw LedgerRefusals.NotYetPublished.ToException();
        }

        if ((await keys.ReadAsync([found.Stream], stop)).Of(found.Stream, found.Version) is not { } key)
        {
            throw LedgerRefusals.KeyDestroyed.ToException();
        }

        return Response(found, opening, key, await ProveAsync(found.Index, latest, stop), (await checkpoints.LogKeyAsync(stop))!);
    }

    private GetReceiptResponse Response(SequencedEvent found, Opening opening, byte[] key, TlogProof proof, string logKey)
    {
        var envelope = Envelopes.Of(found, key).ToBytes();
        var salt = EventSalts.Salt(key, found.Id);
        var held = proof.Verify(Commitment.To(salt, envelope).ToLeaf(), new LogPolicy(options.Origin, [VerifierKey.Parse(logKey).OrThrow()]));
        if (!held.Ok)
        {
            throw new InvalidOperationException("The receipt made does not verify: tiles, keys or history were changed.");
        }

        var response = new GetReceiptResponse
        {
            Proof = proof.ToString(),
            LogKey = logKey,
            Envelope = System.Text.Encoding.ASCII.GetString(envelope),
            Salt = UnsafeByteOperations.UnsafeWrap(salt),
        };
        if (opening == Opening.Whole)
        {
            response.BodySalt = UnsafeByteOperations.UnsafeWrap(EventSalts.BodySalt(key, found.Id));
            response.Body = UnsafeByteOperations.UnsafeWrap(found.Body);
        }

        return response;
    }

    private async Task<TlogProof> ProveAsync(long index, SignedTree latest, CancellationToken stop)
    {
        var size = latest.Head.Size;
        var found = await tiles.ReadAsync(TileHashes.ForInclusion(index, size), stop);
        var proof = InclusionProof.Make(index, size, TileHashes.From(size, path => found.TryGetValue(path, out var tile) ? tile : null));
        return new TlogProof(index, proof, SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(latest.Note)).OrThrow());
    }

    /// <summary>An event of a disclosure's stream is opened by the disclosure that the stream is of.</summary>
    private async Task<Disclosed?> DisclosureOfAsync(SequencedEvent found, CancellationToken stop)
    {
        if (found.Type == EventTypes.Disclosed)
        {
            return Disclosed.Parser.ParseFrom(found.Body);
        }

        return found.Type == EventTypes.DisclosureAcknowledged && await ledger.FindAsync(StreamKeys.DisclosureOf(found.Stream), stop) is { } disclosure
            ? Disclosed.Parser.ParseFrom(disclosure.Body)
            : null;
    }

    /// <summary>Whether the caller's own event is committed and not sequenced yet: a matter of milliseconds.</summary>
    private async Task<bool> WaitsForItsIndexAsync(Guid id, Caller caller, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select headers->>'member' from history.mt_events where id = $1");
        command.Parameters.AddWithValue(id);
        return await command.ExecuteScalarAsync(stop) is string member && (member == caller.Member || caller.IsAuditor);
    }
}
