using Npgsql;
using SharingHub.Hub.Agreements;

namespace SharingHub.Hub.Disclosure;

/// <summary>Counts what was disclosed under an agreement, as many as <c>WhatReached</c> lists for all its recipients together.</summary>
internal sealed class DeliveryCounts(NpgsqlDataSource database) : IDeliveryCounts
{
    public async Task<ulong> UnderAsync(Guid agreementId, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select coalesce(sum(cardinality(acts)), 0)::bigint from disclosure.disclosed where agreement = $1");
        command.Parameters.AddWithValue(agreementId);
        return (ulong)(long)(await command.ExecuteScalarAsync(stop))!;
    }
}
