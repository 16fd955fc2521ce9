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
internal sealed class Publication(NpgsqlDataSource database, TileStore tiles, ConsistencyProofs proofs, CheckpointStore checkpoints, SignerClient signer, Witnessing witnesses,
    LedgerOptions options, TimeProvider time)
{
    /// <summary>What the ledger's readers, and later its witnesses, are asked to keep up with at most.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    /// <summary>A witness that was away is asked again after this.</summary>
    private static readonly TimeSpan CosignSoon = TimeSpan.FromSeconds(5);

    /// <summary>Any number, as long as nothing else in this database locks it.</summary>
    private const long Lock = 0x5348_5055_424C_49;

    private const string Keep =
        """
        with kept as (insert into ledger.log_key (vkey) values ($4) on conflict do nothing),
        signed as (insert into ledger.checkpoint (size, root, note, signed_at) values ($1, $2, $3, clock_timestamp())),
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

        var key = await signer.LogKeyAsync(stop);
        if (await checkpoints.LogKeyAsync(stop) is { } known && known != key)
        {
            return new Published(Halt: Halt.OtherKey);
        }

        var policy = PolicyOf(key);
        if (latest is not null && !await ContinuesAsync(latest, head, policy, stop))
        {
            return new Published(Halt: Halt.Inconsistent(latest.Head.Size));
        }

        var (signature, halt) = await SignAsync(latest?.Head.Size ?? 0, head, stop);
        if (signature is null)
        {
            return new Published(Halt: halt);
        }

        var note = SignedNote.Create(CheckpointOf(head).ToText(), [signature]).OrThrow();
        if (policy.Open(note.ToBytes()) is { Ok: false, Problem: var problem })
        {
            throw new HttpRequestException($"The signer's signature does not hold. {problem.Sentence}");
        }

        // Asked before it is published: whoever reads a checkpoint finds the cosignatures on it, unless a witness was slow or away.
        var cosigned = await witnesses.CosignAsync(note, VerifierKey.Parse(key).OrThrow(), stop);
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

        var key = VerifierKey.Parse((await checkpoints.LogKeyAsync(stop))!).OrThrow();
        var latestNote = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(latest.Note)).OrThrow();
        // The log's own line alone: cosignatures of earlier rounds would add up, and a note has at most so many.
        var note = SignedNote.Create(latestNote.Text, latestNote.Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id)).OrThrow();
        var cosigned = await witnesses.CosignAsync(note, key, stop);
        _asked = time.GetTimestamp();
        if (cosigned is { WitnessedAt: not null })
        {
            await checkpoints.KeepCosignedAsync(cosigned, stop);
        }
    }

    /// <summary>Whether the signer has not gone beyond this database; for a time when nothing grows.</summary>
    public async Task<Halt?> CompareAsync(CancellationToken stop)
    {
        var last = await signer.LastAsync(stop);
        var latest = await checkpoints.LatestAsync(stop);
        var head = await tiles.HeadAsync(stop);
        return last.Size > head.Size ? Halt.Behind(last.Size, head.Size)
            : last.Size == latest?.Head.Size && last.Root != latest.Head.Root ? Halt.Forked(last.Size)
            : null;
    }

    private async Task<(NoteSignature? Signature, Halt? Halt)> SignAsync(long from, TreeHead head, CancellationToken stop)
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
            { Signature: { } signature } => (signature, null),
            { LastSize: not null } => throw new HttpRequestException("Another hub had a checkpoint signed meanwhile."),
            _ => (null, Halt.Forked(from)),
        };
    }

    private async Task<SignerAnswer> AskAsync(long from, TreeHead head, CancellationToken stop) =>
        await signer.SignAsync(new SignRequest(from, await proofs.MakeAsync(from, head.Size, stop), CheckpointOf(head)), stop);

    private async Task<bool> ContinuesAsync(SignedTree latest, TreeHead head, LogPolicy policy, CancellationToken stop) =>
        policy.Open(System.Text.Encoding.UTF8.GetBytes(latest.Note)) is { Ok: true, Value.Checkpoint: var signed }
        && signed.ToText() == CheckpointOf(latest.Head).ToText()
        && Verification.Merkle.ConsistencyProof.Verify(
            latest.Head.Size, head.Size, await proofs.MakeAsync(latest.Head.Size, head.Size, stop), latest.Head.Root, head.Root);

    private Checkpoint CheckpointOf(TreeHead head) => new(options.Origin, head.Size, head.Root);

    private LogPolicy PolicyOf(string key) => VerifierKey.Parse(key) is { Ok: true, Value: var parsed }
        ? new LogPolicy(options.Origin, [parsed])
        : throw new HttpRequestException("The signer's public key is not one.");

    private static async Task KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long before, TreeHead head, SignedNote note, string key, CosignedCheckpoint? cosigned, CancellationToken stop)
    {
        await using var keep = new NpgsqlCommand(Keep, connection, transaction);
        keep.Parameters.AddWithValue(head.Size);
        keep.Parameters.AddWithValue(head.Root.ToArray());
        keep.Parameters.AddWithValue(note.ToString());
        keep.Parameters.AddWithValue(key);
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
