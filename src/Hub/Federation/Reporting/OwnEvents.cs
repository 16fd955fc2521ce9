using Npgsql;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Federation.Reporting;

/// <summary>Finds this hub's events about a peer's records: to whom they were disclosed, what they stood behind, and who acknowledged.</summary>
internal sealed class OwnEvents(NpgsqlDataSource database, AgreementBook agreements)
{
    /// <param name="peer">Whose records: they reach members here under carried agreements alone.</param>
    /// <param name="after">The ledger index after which to look.</param>
    /// <param name="before">The ledger index before which to look.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>In the order of the ledger.</returns>
    public async Task<IReadOnlyList<(long Index, Guid Id)>> FindAsync(string peer, long after, long before, int most, CancellationToken stop)
    {
        var carried = (await agreements.CurrentAsync(stop)).View.All.Where(a => CarriedAgreement.IsOf(a, peer)).Select(a => a.AgreementId).ToArray();
        var found = new List<(long, Guid)>();
        if (carried.Length == 0 || before - after <= 1)
        {
            return found;
        }

        await using var command = database.CreateCommand(
            $"""
            select i.idx, e.id from ledger.index i join history.mt_events e on e.id = i.event_id
            where i.idx > $1 and i.idx < $2 and e.type in ('{EventTypes.Disclosed}', '{EventTypes.Used}', '{EventTypes.DisclosureAcknowledged}')
              and (exists (select from disclosure.disclosed d where d.disclosure_id = split_part(e.stream_id, '/', 2)::uuid and d.agreement = any ($3))
                or exists (select from disclosure.used u where u.use_id = split_part(e.stream_id, '/', 2)::uuid and u.agreement = any ($3)))
            order by i.idx limit $4
            """);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(before);
        command.Parameters.AddWithValue(carried);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            found.Add((reader.GetInt64(0), reader.GetGuid(1)));
        }

        return found;
    }
}
