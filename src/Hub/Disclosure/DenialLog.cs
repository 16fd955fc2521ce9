using System.Collections.Concurrent;
using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Denials are history: the first of its kind at once, then their count each minute, so that a caller who tries without end cannot fill
/// the ledger. A kind is a member, a purpose and a reason.
/// </summary>
internal sealed partial class DenialLog(NpgsqlDataSource database, TimeProvider time, ILogger<DenialLog> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Member, string Actor, Purpose Purpose, ErrorReason Reason), ulong> _counts = new();

    public async Task NoteAsync(Caller caller, Purpose purpose, ErrorReason reason, CancellationToken stop)
    {
        var kind = (caller.Member, caller.Actor, purpose, reason);
        if (_counts.AddOrUpdate(kind, 0, (_, count) => count + 1) == 0)
        {
            await AppendAsync(caller.Member, caller.Actor, purpose, reason, 1, stop);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(timer.WaitForNextTickAsync(stoppingToken).AsTask());
            try
            {
                await FlushAsync();
            }
            catch (NpgsqlException e)
            {
                NotWritten(e.GetType().Name);
            }
        }
    }

    private async Task FlushAsync()
    {
        foreach (var kind in _counts.Keys)
        {
            if (!_counts.TryRemove(kind, out var count) || count == 0)
            {
                continue;
            }

            try
            {
                await AppendAsync(kind.Member, kind.Actor, kind.Purpose, kind.Reason, count, CancellationToken.None);
            }
            catch
            {
                _counts.AddOrUpdate(kind, count, (_, since) => since + count);
                throw;
            }
        }
    }

    private async Task AppendAsync(string member, string actor, Purpose purpose, ErrorReason reason, ulong count, CancellationToken stop)
    {
        var stream = StreamKeys.Denials(member);
        var body = new DisclosureDenied { Member = member, Purpose = purpose, Reason = Refusal.NameOf(reason), Count = count };
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await KeyStore.ClaimAsync(connection, transaction, stream, stop);
        await using var last = new NpgsqlCommand("select version from history.mt_streams where id = $1", connection, transaction);
        last.Parameters.AddWithValue(stream);
        var version = await last.ExecuteScalarAsync(stop) as long? ?? 0;
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                HistoryWriter.Append([new NewEvent(Ids.New(time), stream, StreamTypes.Denials, version + 1, EventTypes.DisclosureDenied, body.ToByteArray(), member, actor)]),
            },
        };
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
    }

    [LoggerMessage(LogLevel.Warning, "Counts of denied calls were not written ({Error}).")]
    private partial void NotWritten(string error);
}
