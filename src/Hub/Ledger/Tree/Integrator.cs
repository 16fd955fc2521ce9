using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>Appends what has its index to the tree. Every replica runs one; see <see cref="Integration"/>.</summary>
internal sealed class Integrator(
    NpgsqlDataSource database, LedgerReader ledger, EntrySource source, FreshEvents fresh, Sequencer sequencer, TimeProvider time, LedgerState state, LedgerLog log)
    : BackgroundService
{
    /// <summary>Entries a transaction: 16 tiles, so that what is written is mostly full ones.</summary>
    public const int Batch = 4096;

    /// <summary>Each step writes the open tile and bundle anew. So small steps are gathered, for a time that a checkpoint does not notice.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    /// <summary>History that cannot be committed to does not get better by looking often.</summary>
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <summary>The tree grew.</summary>
    public AsyncSignal Grew { get; } = new();

    /// <summary>One step.</summary>
    /// <returns>Entries appended; 0 when there are none, or another replica is at it.</returns>
    public async Task<long> IntegrateAsync(CancellationToken stop)
    {
        await using var integration = await Integration.BeginAsync(database, stop);
        if (integration is null)
        {
            return 0;
        }

        var from = integration.Head.Size;
        var to = Math.Min(await ledger.HeadAsync(stop), from + Batch - 1);
        if (to < from)
        {
            return 0;
        }

        var entries = new List<ReadOnlyMemory<byte>>((int)(to - from + 1));
        await foreach (var entry in source.ReadAsync(from, to, stop))
        {
            entries.Add(entry);
        }

        var head = await integration.AppendAsync(entries, stop);
        Telemetry.EntriesIntegrated.Add(entries.Count);
        Grew.Fire();
        return head.Size - from;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            fresh.Trim();
            var next = sequencer.Sequenced.Next;
            var pause = Signals.Net;
            try
            {
                while (await IntegrateAsync(stoppingToken) > 0)
                {
                    await Task.Delay(Gathering, time, stoppingToken);
                }

                state.TreeIs(stuck: null);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e))
            {
                log.IntegratingFailed(e.GetType().Name);
            }
            catch (Exception e)
            {
                // What it says names an index and a rule, never what an event holds. Without the tree nothing more is published, which is as it must be.
                state.TreeIs(stuck: e is InvalidOperationException ? e.Message : $"{e.GetType().Name}.");
                (next, pause) = (Task.Delay(AfterFault, time, stoppingToken), AfterFault);
            }

            await Task.WhenAny(next, Task.Delay(pause, time, stoppingToken));
        }
    }
}
