using Npgsql;

namespace SharingHub.Benchmarks.Running;

/// <summary>Tables and indexes of a database.</summary>
internal static class Relations
{
    private const string Sizes =
        """
        select n.nspname || '.' || c.relname, case c.relkind when 'i' then pg_relation_size(c.oid) else pg_table_size(c.oid) end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'i') and n.nspname not in ('information_schema', 'pg_catalog', 'pg_toast')
        """;

    /// <returns>Bytes on disk by name: of a table with what of it lies out of line, and without its indexes.</returns>
    public static async Task<Dictionary<string, long>> SizesAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(Sizes);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sizes.Add(reader.GetString(0), reader.GetInt64(1));
        return sizes;
    }
}
