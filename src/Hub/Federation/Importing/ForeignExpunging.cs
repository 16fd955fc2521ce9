using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Following;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Retention;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>
/// Expunges here what was expunged at its origin. It was retracted when that was told, so it reaches nobody meanwhile; its keys go once the ledger has taken its
/// acts in, and once no hold of this hub's auditors stands on it.
/// </summary>
internal sealed class ForeignExpunging(NpgsqlDataSource database, RetentionStreams streams, KeyPool pool, KeyDestruction destruction, TimeProvider time)
{
    public async Task RunAsync(string peer, CancellationToken stop)
    {
        var due = new List<(string Stream, string Reason)>();
        await using (var command = database.CreateCommand("select stream, reason from federation.expunge_due where peer = $1"))
        {
            command.Parameters.AddWithValue(peer);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                due.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        foreach (var (stream, reason) in due)
        {
            if (await TryAsync(peer, stream, reason, stop))
            {
                await destruction.DestroyAsync(CancellationToken.None);
            }
        }
    }

    /// <returns>Whether the record's keys went.</returns>
    private async Task<bool> TryAsync(string peer, string stream, string reason, CancellationToken stop)
    {
        await using var held = await streams.ClaimAsync(StreamKeys.ParseRecord(stream), stop);
        if (held.Record is not { IsExpunged: false, Acts.Count: > 0 } record)
        {
            await FollowedPeers.NoteExpungedAsync(held.Connection, held.Transaction, peer, stream, counts: false, stop);
            await held.Transaction.CommitAsync(stop);
            return false;
        }

        if (held.Retention.Holds.Count > 0 || !await LedgerCoverage.CoversAsync(held.Connection, held.Transaction, record.Acts[^1], stop))
        {
            return false;
        }

        var version = record.Version + 1;
        var body = new RecordExpunged { BasisText = reason, EventIds = { record.Acts.Select(a => a.ToString("D")) } };
        var fresh = (await pool.TakeAsync(1, stop))[0];
        // No page that shows the record is committed after this: disclosures share the lock of the rules.
        await RuleChanges.LockAsync(held.Connection, held.Transaction, stop);
        await KeyDestruction.ReplaceAsync(held.Connection, held.Transaction, stream, version, fresh, stop);
        await FollowedPeers.NoteExpungedAsync(held.Connection, held.Transaction, peer, stream, counts: true, stop);
        held.Add(new NewEvent(
            Ids.New(time), stream, StreamTypes.Record, version, EventTypes.RecordExpunged, body.ToByteArray(), held.Name.Contributor, CarriedAgreements.Actor, Key: fresh.Key));
        await held.CommitAsync(CancellationToken.None);
        return true;
    }
}
