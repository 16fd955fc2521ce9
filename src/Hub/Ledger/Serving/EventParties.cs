using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>
/// Whom streams are between: of a disclosure its recipient and its records' contributors, of a use those contributors, of what was passed on whose records it was, of an agreement its parties. The first event of the
/// stream says it for all that follow.
/// </summary>
internal sealed class EventParties(NpgsqlDataSource database)
{
    /// <summary>Member ids by stream; a stream that is between nobody has none.</summary>
    public async Task<ILookup<string, string>> OfAsync(IEnumerable<string> streams, CancellationToken stop)
    {
        var between = streams.Where(s => ReaderOf(s) is not null).Distinct(StringComparer.Ordinal).ToArray();
        var parties = new List<(string Stream, string Member)>();
        if (between.Length > 0)
        {
            await using var command = database.CreateCommand("select stream_id, bdata from history.mt_events where stream_id = any ($1) and version = 1");
            command.Parameters.AddWithValue(between);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                var stream = reader.GetString(0);
                parties.AddRange(ReaderOf(stream)!(reader.GetFieldValue<byte[]>(1)).Distinct().Select(member => (stream, member)));
            }
        }

        return parties.ToLookup(p => p.Stream, p => p.Member, StringComparer.Ordinal);
    }

    private static Func<byte[], IEnumerable<string>>? ReaderOf(string stream) =>
        stream.StartsWith(StreamKeys.DisclosurePrefix, StringComparison.Ordinal) ? OfDisclosure
        : stream.StartsWith(StreamKeys.UsePrefix, StringComparison.Ordinal) ? OfUse
        : stream.StartsWith(StreamKeys.OnwardPrefix, StringComparison.Ordinal) ? body => [PassedOn.Parser.ParseFrom(body).Contributor]
        : stream.StartsWith(StreamKeys.AgreementPrefix, StringComparison.Ordinal) ? OfAgreement
        : null;

    private static IEnumerable<string> OfDisclosure(byte[] body)
    {
        var disclosed = Disclosed.Parser.ParseFrom(body);
        return disclosed.Records.Select(r => r.Name.Contributor).Prepend(disclosed.Recipient);
    }

    // Not the recipient: it may be told less than who stands behind what it was told.
    private static IEnumerable<string> OfUse(byte[] body) => Used.Parser.ParseFrom(body).Records.Select(r => r.Name.Contributor);

    // The same in every revision.
    private static IEnumerable<string> OfAgreement(byte[] body)
    {
        var terms = AgreementProposed.Parser.ParseFrom(body).Terms;
        return terms.Recipients.Prepend(terms.Provider);
    }
}
