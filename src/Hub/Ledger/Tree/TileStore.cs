using Npgsql;
using SharingHub.Verification.Events;
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>
/// Reads tiles and bundles of any width that the tree has had. Stored are the full ones and, of each level, the open one; a partial one is
/// the beginning of what it grew into, so it is cut from that.
/// </summary>
internal sealed class TileStore(NpgsqlDataSource database)
{
    private const int BundledEntry = sizeof(ushort) + Commitment.EntrySize;

    // One statement, so one snapshot: a tile that fills meanwhile is in one of the two tables.
    private const string Stored = "select path, bytes from ledger.blob where path = any ($1) union all select path, bytes from ledger.edge where path = any ($1)";

    /// <summary>The tree as it is integrated now: at or beyond every checkpoint.</summary>
    public async Task<TreeHead> HeadAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select size, root from ledger.tree");
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new TreeHead(reader.GetInt64(0), new(reader.GetFieldValue<byte[]>(1)));
    }

    /// <summary>The tiles by their paths; one that is not there, or not so wide yet, is left out.</summary>
    public async Task<Dictionary<TilePath, ReadOnlyMemory<byte>>> ReadAsync(IReadOnlyCollection<TilePath> paths, CancellationToken stop)
    {
        var wanted = paths.ToLookup(p => p.Full.ToString());
        await using var command = database.CreateCommand(Stored);
        command.Parameters.Add(new NpgsqlParameter { Value = wanted.Select(w => w.Key).ToArray() });
        var found = new Dictionary<TilePath, ReadOnlyMemory<byte>>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var bytes = reader.GetFieldValue<byte[]>(1);
            foreach (var path in wanted[reader.GetString(0)].Where(p => BytesOf(p) <= bytes.Length))
            {
                found[path] = bytes.AsMemory(0, BytesOf(path));
            }
        }

        return found;
    }

    public static int BytesOf(TilePath path) => path.Width * (path.IsBundle ? BundledEntry : Verification.Sha256Hash.Size);
}
