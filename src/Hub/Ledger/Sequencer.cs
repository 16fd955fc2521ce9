using Npgsql;
using NpgsqlTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger;

/// <summary>
/// Gives committed events their ledger index, in the transaction that takes them from the outbox. Every replica runs one;
/// the lock on the ledger's head lets one of them work at a time, and the result is the same whichever it is.
/// </summary>
internal sealed partial class Sequencer(NpgsqlDataSource database, Signals signals, ILogger<Sequencer> logger) : BackgroundService
{
    /// <summary>Outbox rows a transaction; each is a statement's worth of events, so a few thousand events at most.</summary>
    private const int Batch = 64;

    /// <summary>This replica gave indexes: disclosures, too.</summary>
    public AsyncSignal Sequenced { get; } = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signals.Outbox.Next;
            try
            {
                while (await SequenceAsync(stoppingToken) > 0)
                {
                    Sequenced.Fire();
                }

                await next.WaitAsync(Signals.Net, stoppingToken);
            }
            catch (TimeoutException)
            {
                // Nothing was signalled; look all the same.
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                SequencingFailed(e.GetType().Name, (e as PostgresException)?.SqlState ?? "-");
                await Task.Delay(Signals.Net, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<long> SequenceAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select ledger.sequence($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = Batch, NpgsqlDbType = NpgsqlDbType.Integer });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    [LoggerMessage(LogLevel.Warning, "Sequencing failed ({Error}, {SqlState}); trying again.")]
    private partial void SequencingFailed(string error, string sqlState);
}
