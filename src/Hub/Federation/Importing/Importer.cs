using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Following;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>
/// Writes what a peer sent into history, as records of its members, in one transaction with the cursor to go on from: all of a page, once.
/// </summary>
internal sealed class Importer(NpgsqlDataSource database, RecordStreams records, FollowedPeers followed, FreshEvents fresh, WritingGate gate, TimeProvider time)
{
    /// <param name="peer">Whose page it is.</param>
    /// <param name="page">Checked.</param>
    /// <param name="acts">What it says.</param>
    /// <param name="disclosures">Those of the page.</param>
    /// <param name="disclosed">The index in the peer's ledger of the last disclosure of this page or those before.</param>
    public async Task ImportAsync(
        string peer, Page page, IReadOnlyList<ForeignAct> acts, IReadOnlyList<ProvenDisclosure> disclosures, long disclosed, CancellationToken stop)
    {
        gate.ThrowIfClosed();
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var (states, now) = await ClaimAsync(connection, transaction, acts, stop);
        var (events, expunged, begun, named) = (new List<NewEvent>(), new List<ForeignAct>(), 0L, new HashSet<string>(StringComparer.Ordinal));
        foreach (var act in acts)
        {
            var state = states.GetValueOrDefault(act.Stream);
            if (state is { IsUnreadable: true })
            {
                throw new PeerTroubleException($"What is held of {act.Stream} does not open.");
            }

            var decision = ImportDecisions.Decide(state, act);
            if (decision.Expunges)
            {
                expunged.Add(act);
            }

            if (decision.Type is not null)
            {
                begun += state!.Version == 0 ? 1 : 0;
                events.Add(Append(act, state, decision, now));
                if (act.Record is { } record)
                {
                    named.Add(record.Origin.DisclosureId);
                }
            }
        }

        Guid[] unacknowledged = [.. disclosures.Select(d => Guid.Parse(d.Id))];
        if (!await followed.NoteAsync(connection, transaction, peer, page.Cursor, unacknowledged, begun, disclosed, stop))
        {
            throw new PeerTroubleException("Another replica follows it.");
        }

        if (events.Count > 0 || expunged.Count > 0)
        {
            await RecordStreams.ExecuteAsync(connection, transaction, Commands(peer, events, [.. disclosures.Where(d => named.Contains(d.Id))], expunged), stop);
        }

        await transaction.CommitAsync(stop);
        fresh.Add(events, now);
        foreach (var view in page.Views)
        {
            Telemetry.ImportDelay.Record((time.GetUtcNow() - view.RecordedAt.ToDateTimeOffset()).TotalSeconds, new KeyValuePair<string, object?>("peer", peer));
        }
    }

    /// <summary>A record of which only a notice comes does not begin with it.</summary>
    private async Task<(Dictionary<string, RecordState> States, DateTimeOffset Now)> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ForeignAct> acts, CancellationToken stop)
    {
        var shown = acts.Where(a => a.Record is not null).Select(a => a.Stream).ToHashSet(StringComparer.Ordinal);
        var told = acts.Select(a => a.Stream).Where(s => !shown.Contains(s)).ToHashSet(StringComparer.Ordinal);
        var (states, now) = (new Dictionary<string, RecordState>(StringComparer.Ordinal), default(DateTimeOffset));
        foreach (var (streams, create) in new[] { (shown, true), (told, false) })
        {
            if (streams.Count == 0)
            {
                continue;
            }

            var (claimed, at) = await records.ClaimAsync(connection, transaction, streams, create, stop);
            // Where nothing is held there is no time.
            now = at > now ? at : now;
            foreach (var (stream, state) in claimed)
            {
                states.Add(stream, state);
            }
        }

        return (states, now);
    }

    private NewEvent Append(ForeignAct act, RecordState state, ImportDecision decision, DateTimeOffset now)
    {
        var appended = new NewEvent(
            Ids.New(time), act.Stream, StreamTypes.Record, state.Version + 1, decision.Type!, decision.Body, act.Name.Contributor, CarriedAgreements.Actor, Key: state.Key,
            Signature: act.Proof?.ToByteArray());
        // One page may hold several acts on a record.
        var held = new HeldRevision(appended.Id, appended.Version, now, []);
        if (act.Record is { } record)
        {
            state.ApplyContent(record, held);
        }
        else
        {
            state.ApplyRetraction(held);
        }

        return appended;
    }

    private static IEnumerable<NpgsqlBatchCommand> Commands(string peer, List<NewEvent> events, List<ProvenDisclosure> named, List<ForeignAct> expunged)
    {
        if (events.Count > 0)
        {
            yield return HistoryWriter.Append(events);
        }

        if (named.Count > 0)
        {
            yield return OriginReceipts.Keep(peer, named.ConvertAll(d => (Guid.Parse(d.Id), d.Receipt)));
        }

        if (events.FindAll(e => e.Signature is not null) is { Count: > 0 } signed)
        {
            yield return ContributorSignatures.Keep(signed);
        }

        if (expunged.Count > 0)
        {
            yield return new NpgsqlBatchCommand("insert into federation.expunge_due (stream, peer, reason) select s, $1, r from unnest($2, $3) as n(s, r) on conflict do nothing")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = peer },
                    new NpgsqlParameter { Value = expunged.Select(a => a.Stream).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    new NpgsqlParameter { Value = expunged.Select(a => a.Reason).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                },
            };
        }
    }
}
