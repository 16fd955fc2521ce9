using Npgsql;
using NpgsqlTypes;
using SharingHub.Cosigning;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.Hub.Ledger.Witnesses;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>
/// One checkpoint: read the tree, see that it continues the last checkpoint, have it signed, keep it. An advisory lock lets one replica work;
/// a crash at any place leaves the signer at most ahead of what is kept, by a tree that is committed, and the next round goes on from there.
/// </summary>
internal sealed class Publication(NpgsqlDataSource database, TileStore tiles, ConsistencyProofs proofs, CheckpointStore checkpoints, SignerClient signer, LogKeys logKeys,
    Witnessing witnesses, LedgerOptions options, TimeProvider time)
{
    /// <summary>What the ledger's readers, and later its witnesses, are asked to keep up with at most.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    /// <summary>A witness that was away is asked again after this.</summary>
    private static readonly TimeSpan CosignSoon = TimeSpan.FromSeconds(5);

    /// <summary>Any number, as long as nothing else in this database locks it.</summary>
    private const long Lock = 0x5348_5055_424C_49;

    private const string Keep =
        """
        with kept as (insert into ledger.log_key (position, vkey) values (0, $4) on conflict do nothing),
        signed as (insert into ledger.checkpoint (size, root, note, signed_at, awaits)
          values ($1, $2, $3, clock_timestamp(), array(select witness from ledger.peer_cosigned where size = $5))),
        seen as (insert into ledger.cosigned (size, witnessed_at, note) select $1, $6::timestamptz, $7 where $6::timestamptz is not null)
        select extract(epoch from clock_timestamp() - sequenced_at)::float8 from ledger.index where idx = $5
        """;

    private long? _asked;

    /// <summary>How often witnesses say that a log which does not grow is as it was: C2SP's longest, and well within any limit on evidence.</summary>
    private TimeSpan CosignAgain => TimeSpan.FromTicks(Math.Min(TimeSpan.FromMinutes(10).Ticks, options.EvidenceLimit.Ticks / 4));

    /// <summary>Publishes if there is something to publish.</summary>
    public async Task<Published> PublishAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var lockIt = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection, transaction))
        {
            if (await lockIt.ExecuteScalarAsync(stop) is not true)
            {
                return Published.Nothing;
            }
        }

        var latest = await checkpoints.LatestAsync(stop);
        var head = await tiles.HeadAsync(stop);
        if (head.Size == 0 || head.Size <= latest?.Head.Size)
        {
            await CosignAgainAsync(latest, stop);
            return Published.Nothing;
        }

        if (latest?.Age < Gap)
        {
            return new Published(Wait: Gap - latest.Age);
        }

        var (key, keys) = (await signer.LogKeyAsync(stop), await logKeys.ReadAsync(stop));
        if (keys.Newest is { } newest && newest.ToString() != key.ToString())
        {
            return await logKeys.SucceedAsync(key, stop) ? Published.Nothing : new Published(Halt: Halt.OtherKey);
        }

        if (!keys.AreCoveredBy(head.Size))
        {
            // The event that names the key is not in the tree yet. It makes the tree grow, and then it is signed for.
            return Published.Nothing;
        }

        if (latest is not null && !await ContinuesAsync(latest, head, keys, stop))
        {
            return new Published(Halt: Halt.Inconsistent(latest.Head.Size));
        }

        var (signatures, halt) = await SignAsync(latest?.Head.Size ?? 0, head, stop);
        if (signatures is null)
        {
            return new Published(Halt: halt);
        }

        var note = SignedNote.Create(CheckpointOf(head).ToText(), signatures).OrThrow();
        if (new LogPolicy(options.Origin, [key]).Open(note.ToBytes()) is { Ok: false, Problem: var problem })
        {
            throw new HttpRequestException($"The signer's signature does not hold. {problem.Sentence}");
        }

        // Asked before it is published: whoever reads a checkpoint finds the cosignatures on it, unless a witness was slow or away.
        var cosigned = await witnesses.CosignAsync(note, keys.Newest is null ? [key] : [.. keys.All.Select(k => k.Key)], stop);
        _asked = time.GetTimestamp();
        if (cosigned is { WitnessedAt: null } && cosigned.Reports.FirstOrDefault(Witnessing.Contradicts) is { } contradicts)
        {
            return new Published(Halt: Halt.Contradicted(contradicts.Witness, contradicts.Size));
        }

        await KeepAsync(connection, transaction, latest?.Head.Size ?? 0, head, note, key, cosigned, stop);
        return new Published(Wait: Gap);
    }

    /// <summary>While nothing grows: a checkpoint that no quorum has seen is shown again soon, and one that they have seen before it looks old.</summary>
    private async Task CosignAgainAsync(SignedTree? latest, CancellationToken stop)
    {
        if (latest is null || !witnesses.AreAsked || (_asked is { } at && time.GetElapsedTime(at) < (latest.IsCosigned ? CosignAgain : CosignSoon)))
        {
            return;
        }

        VerifierKey[] keys = [.. (await logKeys.ReadAsync(stop)).All.Select(k => k.Key)];
        var latestNote = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(latest.Note)).OrThrow();
        // The log's own lines alone: cosignatures of earlier rounds would add up, and a note has at most so many.
        var note = SignedNote.Create(latestNote.Text, latestNote.Signatures.Where(s => keys.Any(k => k.Name == s.Name && k.Id == s.KeyId))).OrThrow();
        var cosigned = await witnesses.CosignAsync(note, keys, stop);
        _asked = time.GetTimestamp();
        if (cosigned is { WitnessedAt: not null })
        {
            await checkpoints.KeepCosignedAsync(cosigned, stop);
        }
    }

    /// <summary>Whether the signer has not gone beyond this database, nor to a key that did not take over; for a time when nothing grows.</summary>
    public async Task<Halt?> CompareAsync(CancellationToken stop)
    {
        var (key, newest) = (await signer.LogKeyAsync(stop), (await logKeys.ReadAsync(stop)).Newest);
        if (newest is not null && newest.ToString() != key.ToString() && !await logKeys.SucceedAsync(key, stop))
        {
            return Halt.OtherKey;
        }

        var last = await signer.LastAsync(stop);
        var latest = await checkpoints.LatestAsync(stop);
        var head = await tiles.HeadAsync(stop);
        return last.Size > head.Size ? Halt.Behind(last.Size, head.Size)
            : last.Size == latest?.Head.Size && last.Root != latest.Head.Root ? Halt.Forked(last.Size)
            : null;
    }

    private async Task<(IReadOnlyList<NoteSignature>? Signatures, Halt? Halt)> SignAsync(long from, TreeHead head, CancellationToken stop)
    {
        var answer = await AskAsync(from, head, stop);
        if (answer.LastSize is { } signed)
        {
            if (signed > head.Size)
            {
                return (null, Halt.Behind(signed, head.Size));
            }

            // It signed, and what it signed was not kept: a crash in between. What it signed was of this tree, or it will say that it was not.
            from = signed;
            answer = await AskAsync(from, head, stop);
        }

        return answer switch
        {
            { Signatures: { } signatures } => (signatures, null),
            { LastSize: not null } => throw new HttpRequestException("Another hub had a checkpoint signed meanwhile."),
            _ => (null, Halt.Forked(from)),
        };
    }

    private async Task<SignerAnswer> AskAsync(long from, TreeHead head, CancellationToken stop) =>
        await signer.SignAsync(new SignRequest(from, await proofs.MakeAsync(from, head.Size, stop), CheckpointOf(head)), stop);

    private async Task<bool> ContinuesAsync(SignedTree latest, TreeHead head, KnownKeys keys, CancellationToken stop) =>
        keys.Policy(options.Origin).Open(System.Text.Encoding.UTF8.GetBytes(latest.Note)) is { Ok: true, Value.Checkpoint: var signed }
        && signed.ToText() == CheckpointOf(latest.Head).ToText()
        && Verification.Merkle.ConsistencyProof.Verify(
            latest.Head.Size, head.Size, await proofs.MakeAsync(latest.Head.Size, head.Size, stop), latest.Head.Root, head.Root);

    private Checkpoint CheckpointOf(TreeHead head) => new(options.Origin, head.Size, head.Root);

    private static async Task KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long before, TreeHead head, SignedNote note, VerifierKey key, CosignedCheckpoint? cosigned, CancellationToken stop)
    {
        await using var keep = new NpgsqlCommand(Keep, connection, transaction);
        keep.Parameters.AddWithValue(head.Size);
        keep.Parameters.AddWithValue(head.Root.ToArray());
        keep.Parameters.AddWithValue(note.ToString());
        keep.Parameters.AddWithValue(key.ToString());
        keep.Parameters.AddWithValue(before);
        keep.Parameters.Add(new NpgsqlParameter { Value = (object?)cosigned?.WitnessedAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        keep.Parameters.AddWithValue(cosigned?.Note.ToString() ?? "");
        var delay = await keep.ExecuteScalarAsync(stop);
        await transaction.CommitAsync(stop);
        Telemetry.PublishDelay.Record(delay is double seconds ? seconds : 0);
    }
}

/// <summary>What a round came to.</summary>
/// <param name="Wait">How long to leave it now, when something was published or soon will be.</param>
/// <param name="Halt">Why nothing may be.</param>
internal sealed record Published(TimeSpan? Wait = null, Halt? Halt = null)
{
    public static Published Nothing { get; } = new();
}
