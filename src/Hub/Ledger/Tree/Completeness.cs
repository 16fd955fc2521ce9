using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>
/// Looks whether history and ledger hold the same events: every committed event has its index or waits for it, and every index has its
/// event. The trigger sees to it; this would find out that somebody switched it off, or wrote past it.
/// </summary>
internal sealed class Completeness(NpgsqlDataSource database, TimeProvider time, LedgerLog log) : BackgroundService
{
    /// <summary>It reads two whole indexes, so it runs seldom; an auditor's check does not wait for it.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(20);

    // One statement, so one snapshot: sequencing moves an event from one side to the other in one transaction.
    private const string Sql =
        """
        select
          (select count(*) from history.mt_events e where not exists (select from ledger.index i where i.event_id = e.id)
            and not exists (select from ledger.outbox o, unnest(o.event_ids) waiting where waiting = e.id)),
          (select count(*) from ledger.index i where not exists (select from history.mt_events e where e.id = i.event_id))
        """;

    /// <summary>Committed events that the ledger does not know, and indexes whose event is gone.</summary>
    public async Task<(long Unknown, long Gone)> CheckAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = First; !stoppingToken.IsCancellationRequested; pause = Interval)
        {
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var (unknown, gone) = await CheckAsync(stoppingToken);
                Telemetry.SetMissingEvents(unknown + gone);
                if (unknown + gone > 0)
                {
                    log.Incomplete(unknown, gone);
                }
            }
            catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e) || stoppingToken.IsCancellationRequested)
            {
                // It looks again next time; whoever needs the database now says that it is away.
            }
        }
    }
}
