using Npgsql;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

/// <summary>
/// Wakes loops when the database says that there is something to do. A wake-up can be late or lost with its connection,
/// so whoever waits also looks by itself every <see cref="Net"/>; nothing depends on a signal for being right.
/// </summary>
internal sealed partial class Signals(NpgsqlDataSource database, ILogger<Signals> logger) : BackgroundService
{
    public const string OutboxChannel = "sharinghub_outbox";
    public const string LedgerChannel = "sharinghub_ledger";
    public const string RulesChannel = "sharinghub_rules";

    /// <summary>Half of the second in which an end of sharing must act, should the listening connection be lost.</summary>
    public static readonly TimeSpan Net = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Events were committed that have no ledger index yet.</summary>
    public AsyncSignal Outbox { get; } = new();

    /// <summary>Events that are not disclosures got their ledger index.</summary>
    public AsyncSignal Ledger { get; } = new();

    /// <summary>Members or agreements changed.</summary>
    public AsyncSignal Rules { get; } = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                ListenerLost(e.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, e) => (e.Channel switch { OutboxChannel => Outbox, LedgerChannel => Ledger, _ => Rules }).Fire();
        await using (var listen = new NpgsqlCommand($"listen {OutboxChannel}; listen {LedgerChannel}; listen {RulesChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        Outbox.Fire();
        Ledger.Fire();
        Rules.Fire();
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The listening connection to the database was lost ({Error}); looking by time until it is back.")]
    private partial void ListenerLost(string error);
}
