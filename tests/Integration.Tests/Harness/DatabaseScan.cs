using Npgsql;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Looks through every column of every table, bytes too, as a thief of a dump would.</summary>
internal static class DatabaseScan
{
    /// <summary>The tables that hold the bytes anywhere in a row, as text or as part of binary data.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(NpgsqlDataSource database, byte[] needle, params string[] schemas)
    {
        var found = new List<string>();
        foreach (var table in await TablesAsync(database, schemas))
        {
            // A row as text has its bytea columns in hex.
            await using var command = database.CreateCommand(
                $"select exists (select from {table} t where strpos(t::text, $1) > 0 or strpos(lower(t::text), lower($2)) > 0)");
            command.Parameters.AddWithValue(Convert.ToHexStringLower(needle));
            command.Parameters.AddWithValue(System.Text.Encoding.Latin1.GetString(needle).Replace('\0', ' '));
            if ((bool)(await command.ExecuteScalarAsync())!)
                found.Add(table);
        }

        return found;
    }

    public static Task<IReadOnlyList<string>> FindAsync(NpgsqlDataSource database, string text, params string[] schemas) =>
        FindAsync(database, System.Text.Encoding.UTF8.GetBytes(text), schemas);

    /// <summary>Every value of 32 bytes that any table holds: what could be a key.</summary>
    public static async Task<IReadOnlyList<byte[]>> KeysAsync(NpgsqlDataSource database)
    {
        var keys = new List<byte[]>();
        await using var columns = database.CreateCommand(
            "select format('select distinct %I from %I.%I where length(%I) = 32', column_name, table_schema, table_name, column_name) from information_schema.columns c "
            + "join information_schema.tables t using (table_schema, table_name) where data_type = 'bytea' and table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
        var queries = new List<string>();
        await using (var reader = await columns.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                queries.Add(reader.GetString(0));
        }

        foreach (var query in queries)
        {
            await using var command = database.CreateCommand(query);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                keys.Add(reader.GetFieldValue<byte[]>(0));
        }

        return keys;
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(NpgsqlDataSource database, string[] schemas)
    {
        await using var command = database.CreateCommand(
            "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE' "
            + "and (table_schema = any ($1) or (cardinality($1) = 0 and table_schema not in ('pg_catalog', 'information_schema')))");
        command.Parameters.AddWithValue(schemas);
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }
}
