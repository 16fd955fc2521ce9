using Npgsql;
using NpgsqlTypes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>
/// One transaction that appends entries to the tree, or nothing at all. The lock on the tree's row elects; whoever does not get it leaves at
/// once. All of it follows from the entries in their order, so it is the same whoever does it, and after a crash.
/// </summary>
internal sealed class Integration : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly TreeHead _head;

    private Integration(NpgsqlConnection connection, NpgsqlTransaction transaction, TreeHead head) =>
        (_connection, _transaction, _head) = (connection, transaction, head);

    /// <summary>The tree before.</summary>
    public TreeHead Head => _head;

    /// <summary>Takes the tree; null while another replica holds it.</summary>
    public static async Task<Integration?> BeginAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        try
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using var command = new NpgsqlCommand("select size, root from ledger.tree for update skip locked", connection, transaction);
            await using var reader = await command.ExecuteReaderAsync(stop);
            if (await reader.ReadAsync(stop))
            {
                return new Integration(connection, transaction, new TreeHead(reader.GetInt64(0), new(reader.GetFieldValue<byte[]>(1))));
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Appends the entries and commits.</summary>
    /// <exception cref="InvalidOperationException">What is stored does not lead to the stored root: somebody else wrote here.</exception>
    public async Task<TreeHead> AppendAsync(IEnumerable<ReadOnlyMemory<byte>> entries, CancellationToken stop)
    {
        var edge = await ReadEdgeAsync(stop);
        var grown = LogGrowth.Append(_head.Size, _head.Root, path => edge.TryGetValue(path, out var bytes) ? bytes : null, entries);
        if (!grown.Ok)
        {
            throw new InvalidOperationException(grown.Problem.Sentence);
        }

        var growth = grown.Value;
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        var full = growth.Files.Where(f => !f.Path.IsPartial).ToList();
        batch.BatchCommands.Add(Command(
            "insert into ledger.blob (path, bytes) select * from unnest($1, $2)", Texts(full.Select(f => f.Path.ToString())), Bytes(full.Select(f => f.Bytes))));
        var open = growth.Files.Where(f => f.Path.IsPartial).ToList();
        batch.BatchCommands.Add(Command(
            """
            insert into ledger.edge (level, path, bytes) select * from unnest($1, $2, $3)
            on conflict (level) do update set path = excluded.path, bytes = excluded.bytes
            """,
            new NpgsqlParameter { Value = open.Select(f => f.Path.Level).ToArray() }, Texts(open.Select(f => f.Path.Full.ToString())), Bytes(open.Select(f => f.Bytes))));
        // A tile that filled leaves its level without an open one.
        batch.BatchCommands.Add(Command(
            "delete from ledger.edge where level <> all ($1)", new NpgsqlParameter { Value = TileLayout.Partial(growth.Size).Select(p => p.Level).ToArray() }));
        batch.BatchCommands.Add(Command(
            "update ledger.tree set size = $1, root = $2", new NpgsqlParameter { Value = growth.Size }, new NpgsqlParameter { Value = growth.Root.ToArray() }));
        await batch.ExecuteNonQueryAsync(stop);
        await _transaction.CommitAsync(stop);
        return new TreeHead(growth.Size, growth.Root);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<Dictionary<TilePath, ReadOnlyMemory<byte>>> ReadEdgeAsync(CancellationToken stop)
    {
        var partial = TileLayout.Partial(_head.Size).ToDictionary(p => p.Full.ToString());
        await using var command = new NpgsqlCommand("select path, bytes from ledger.edge", _connection, _transaction);
        var edge = new Dictionary<TilePath, ReadOnlyMemory<byte>>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            if (partial.TryGetValue(reader.GetString(0), out var path))
            {
                edge.Add(path, reader.GetFieldValue<byte[]>(1));
            }
        }

        return edge;
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray() };

    private static NpgsqlParameter Bytes(IEnumerable<byte[]> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
