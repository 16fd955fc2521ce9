using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>What is asked and held about the records that a caller may ask about.</summary>
internal sealed class RetentionLists(NpgsqlDataSource database, StreamClaims claims)
{
    /// <param name="contributor">Whose records; null for everybody's.</param>
    /// <param name="name">One of them; null for all.</param>
    /// <returns>The database's clock, and each record that anything was ever asked or held about.</returns>
    public async Task<(DateTimeOffset Now, IReadOnlyList<(RecordName Name, RecordRetention Retention)> Records)> ReadAsync(
        string? contributor, RecordName? name, CancellationToken stop)
    {
        // A member id holds no wildcard.
        await using var command = database.CreateCommand(
            name is not null ? "select id, clock_timestamp() from (select 1) one left join history.mt_streams on type = 'retention' and id = $1"
            : "select id, clock_timestamp() from (select 1) one left join history.mt_streams on type = 'retention' and id like $1");
        command.Parameters.AddWithValue(
            name is not null ? StreamKeys.Retention(name) : contributor is null ? $"{StreamKeys.RetentionPrefix}%" : $"{StreamKeys.RetentionPrefix}{contributor}/%");
        var (streams, now) = (new List<string>(), default(DateTimeOffset));
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                now = reader.GetFieldValue<DateTimeOffset>(1);
                if (!await reader.IsDBNullAsync(0, stop))
                {
                    streams.Add(reader.GetString(0));
                }
            }
        }

        var events = streams.Count == 0 ? [] : await claims.ReadAsync([.. streams], stop);
        return (now, [.. events.GroupBy(e => e.Stream, StringComparer.Ordinal).Select(g => (StreamKeys.ParseRecord(g.Key), RecordRetention.Of(g)))]);
    }
}
