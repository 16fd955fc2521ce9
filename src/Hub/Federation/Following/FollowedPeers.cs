using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Verification;

namespace SharingHub.Hub.Federation.Following;

/// <summary>
/// Keeps how far each peer was followed. One replica at a time holds a peer, for as long as it says so again in time; whoever lost it finds its writes
/// refused, so two that follow by mistake do no harm.
/// </summary>
internal sealed class FollowedPeers(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Several times the interval at which a holder says that it goes on.</summary>
    private const string Hold = "interval '10 seconds'";

    private const string Columns = "peer, cursor, log_size, log_root, heard_at, trouble, records, unacknowledged, reported, disclosed, clock_timestamp()";

    private readonly Guid _holder = Ids.New(time);

    /// <summary>Takes a peer, or goes on holding it. Null while another replica has it.</summary>
    public async Task<FollowedPeer?> HoldAsync(string peer, CancellationToken stop)
    {
        await using var command = Command(
            $"""
            insert into federation.following as f (peer, holder, held_until) values ($1, $2, clock_timestamp() + {Hold})
            on conflict (peer) do update set holder = $2, held_until = clock_timestamp() + {Hold} where f.holder = $2 or f.held_until < clock_timestamp()
            returning {Columns}
            """,
            peer);
        return (await ReadAsync(command, stop)).SingleOrDefault();
    }

    /// <summary>Lets go of it, so that another replica need not wait.</summary>
    public Task LetGoAsync(string peer, CancellationToken stop) =>
        ExecuteAsync("update federation.following set held_until = '-infinity' where peer = $1 and holder = $2", peer, stop);

    public async Task<IReadOnlyList<FollowedPeer>> AllAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand($"select {Columns} from federation.following");
        return await ReadAsync(command, stop);
    }

    /// <summary>It was heard of just now.</summary>
    public Task HeardAsync(string peer, CancellationToken stop) => ExecuteAsync(
        "update federation.following set heard_at = clock_timestamp(), trouble = null where peer = $1 and holder = $2", peer, stop);

    public Task TroubledAsync(string peer, string trouble, CancellationToken stop) => ExecuteAsync(
        "update federation.following set trouble = $3 where peer = $1 and holder = $2", peer, stop, trouble);

    public Task MoveToAsync(string peer, string cursor, CancellationToken stop) => ExecuteAsync(
        "update federation.following set cursor = $3 where peer = $1 and holder = $2", peer, stop, cursor);

    public Task LogIsAsync(string peer, long size, Sha256Hash root, CancellationToken stop) => ExecuteAsync(
        "update federation.following set log_size = $3, log_root = $4 where peer = $1 and holder = $2 and log_size <= $3", peer, stop, size, root.ToArray());

    public Task AcknowledgedAsync(string peer, Guid[] disclosures, CancellationToken stop) => ExecuteAsync(
        "update federation.following set unacknowledged = array(select unnest(unacknowledged) except select unnest($3::uuid[])) where peer = $1 and holder = $2",
        peer, stop, disclosures);

    public Task ReportedAsync(string peer, long index, CancellationToken stop) => ExecuteAsync(
        "update federation.following set reported = $3 where peer = $1 and holder = $2 and reported < $3", peer, stop, index);

    /// <summary>
    /// Notes an import in its own transaction: the cursor, what is to be acknowledged, how many records came, how far the peer's disclosures did, and that it was heard of. Whoever else imports
    /// from the peer waits until it ends.
    /// </summary>
    /// <returns>False when the peer is not held here any more: then nothing is to be committed.</returns>
    public async Task<bool> NoteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string peer, string cursor, Guid[] disclosures, long begun, long disclosed, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            update federation.following set cursor = $3, unacknowledged = unacknowledged || $4, records = records + $5, disclosed = $6, heard_at = clock_timestamp(), trouble = null
            where peer = $1 and holder = $2
            """,
            connection, transaction);
        AddTo(command, peer, cursor, disclosures, begun, disclosed);
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>Notes in its own transaction that a record of the peer was expunged.</summary>
    public static async Task NoteExpungedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string peer, string stream, bool counts, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("delete from federation.expunge_due where stream = $1") { Parameters = { new() { Value = stream } } },
                new NpgsqlBatchCommand("update federation.following set records = records - $2 where peer = $1")
                {
                    Parameters = { new() { Value = peer }, new() { Value = counts ? 1L : 0L } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task ExecuteAsync(string sql, string peer, CancellationToken stop, params object[] arguments)
    {
        await using var command = Command(sql, peer, arguments);
        await command.ExecuteNonQueryAsync(stop);
    }

    private NpgsqlCommand Command(string sql, string peer, params object[] arguments)
    {
        var command = database.CreateCommand(sql);
        AddTo(command, peer, arguments);
        return command;
    }

    private void AddTo(NpgsqlCommand command, string peer, params object[] arguments)
    {
        command.Parameters.AddWithValue(peer);
        command.Parameters.AddWithValue(_holder);
        foreach (var argument in arguments)
        {
            command.Parameters.AddWithValue(argument);
        }
    }

    private static async Task<List<FollowedPeer>> ReadAsync(NpgsqlCommand command, CancellationToken stop)
    {
        var read = new List<FollowedPeer>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            read.Add(new FollowedPeer(
                reader.GetString(0), reader.GetString(1), reader.GetInt64(2), new Sha256Hash(reader.GetFieldValue<byte[]>(3)),
                await reader.IsDBNullAsync(4, stop) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                await reader.IsDBNullAsync(5, stop) ? null : reader.GetString(5),
                reader.GetInt64(6), reader.GetFieldValue<Guid[]>(7), reader.GetInt64(8), reader.GetInt64(9), reader.GetFieldValue<DateTimeOffset>(10)));
        }

        return read;
    }
}
