using System.Threading.Channels;
using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>
/// One commit for many records of all streams. While one group commits the next one gathers, so groups grow with the load and nobody
/// waits for a timer. A record always goes to the same lane, so its revisions are decided in the order they were sent.
/// </summary>
internal sealed partial class GroupCommit(NpgsqlDataSource database, RecordStreams records, BatchSignatures signatures, FreshEvents fresh, TimeProvider time, ILogger<GroupCommit> logger)
    : BackgroundService
{
    /// <summary>Two transactions under way keep PostgreSQL busy while the hub prepares the next group; more only wait for the same disk.</summary>
    private const int Lanes = 2;

    /// <summary>Records in one commit: enough to pay for the commit many times over, few enough to stay within tens of milliseconds.</summary>
    private const int LargestGroup = 500;

    /// <summary>A group that lost a race is tried again; the same race is not lost this often by chance.</summary>
    private const int Attempts = 5;

    private readonly Channel<PendingRecord>[] _lanes =
    [
        .. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<PendingRecord>(
            new BoundedChannelOptions(2 * SubmitStream.Credit) { SingleReader = true })),
    ];

    /// <summary>Takes a record in; waits while the lane is full.</summary>
    public ValueTask AddAsync(PendingRecord record, CancellationToken stop) =>
        _lanes[(uint)string.GetHashCode(record.Stream, StringComparison.Ordinal) % Lanes].Writer.WriteAsync(record, stop);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_lanes.Select(lane => RunAsync(lane.Reader, stoppingToken)));

    private async Task RunAsync(ChannelReader<PendingRecord> lane, CancellationToken stop)
    {
        var group = new List<PendingRecord>(LargestGroup);
        try
        {
            while (await lane.WaitToReadAsync(stop))
            {
                group.Clear();
                while (group.Count < LargestGroup && lane.TryRead(out var record))
                {
                    group.Add(record);
                }

                Telemetry.GroupSize.Record(group.Count);
                // Not cancelled by a stop: a commit under way ends one way or the other, and its senders learn which.
                await CommitAsync(group);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is still queued has no result; its streams end with the replica and are sent again.
        }
    }

    private async Task CommitAsync(List<PendingRecord> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await DecideAndAppendAsync(group);
                for (var i = 0; i < group.Count; i++)
                {
                    group[i].Source.Finish(results[i]);
                }

                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected && attempt < Attempts)
            {
                LostRace(e.SqlState, attempt);
            }
            catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e))
            {
                GroupFailed(group.Count, e.GetType().Name);
                Fail(group, Refusal.DatabaseUnavailable);
                return;
            }
            catch (Exception e)
            {
                GroupFailed(group.Count, e.GetType().Name);
                var bySource = group.GroupBy(r => r.Source).Select(g => g.ToList()).ToList();
                if (bySource.Count == 1)
                {
                    Fail(group, Refusal.Internal);
                    return;
                }

                // One stream's records broke the group: commit each stream's own, so that the fault costs that stream alone.
                foreach (var part in bySource)
                {
                    await CommitAsync(part);
                }

                return;
            }
        }
    }

    private async Task<SubmitResult[]> DecideAndAppendAsync(List<PendingRecord> group)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var streams = group.Select(r => r.Stream).ToHashSet(StringComparer.Ordinal);
        var (states, now) = await records.ClaimAsync(connection, transaction, streams, create: true, CancellationToken.None);

        // After the claims, as an expunge does: whoever waits for a claim holds no lock of the rules.
        var faults = await signatures.AtCommitAsync(connection, transaction, group);
        if (faults.Any(f => f is not null))
        {
            // What is refused is not to begin a stream: the others are decided without it.
            await transaction.RollbackAsync();
            var others = group.Where((_, i) => faults[i] is null).ToList();
            var answers = new Queue<SubmitResult>(others.Count == 0 ? [] : await DecideAndAppendAsync(others));
            return [.. group.Select((record, i) => faults[i] is { } fault ? Results.Rejected(record.Position, fault) : answers.Dequeue())];
        }

        var events = new List<NewEvent>(group.Count);
        var results = new SubmitResult[group.Count];
        for (var i = 0; i < group.Count; i++)
        {
            results[i] = Decide(group[i], states[group[i].Stream], now, events);
        }

        if (events.Count > 0)
        {
            await RecordStreams.ExecuteAsync(connection, transaction, Commands(events), CancellationToken.None);
            await transaction.CommitAsync();
            fresh.Add(events, now);
        }

        return results;
    }

    private static NpgsqlBatchCommand[] Commands(List<NewEvent> events)
    {
        var signed = events.FindAll(e => e.Signature is not null);
        return signed.Count == 0 ? [HistoryWriter.Append(events)] : [HistoryWriter.Append(events), ContributorSignatures.Keep(signed)];
    }

    private SubmitResult Decide(PendingRecord pending, RecordState state, DateTimeOffset now, List<NewEvent> events)
    {
        var digest = state.Key is { } key ? StreamKeyring.ContentDigest(key, pending.Canonical) : [];
        var decision = RecordDecisions.Submit(state, pending.Record.Revision, digest);
        if (decision.Held is { } held)
        {
            return Results.Taken(pending, SubmitOutcome.Duplicate, held);
        }

        if (decision.EventType is null)
        {
            return Results.Rejected(pending.Position, decision.Rejection);
        }

        var accepted = new HeldRevision(Ids.New(time), state.Version + 1, now, digest);
        state.ApplyContent(pending.Record, accepted);
        events.Add(new NewEvent(
            accepted.EventId, pending.Stream, StreamTypes.Record, accepted.Version, decision.EventType, pending.Bytes, pending.Caller.Member, pending.Caller.Actor,
            Key: state.Key, Signature: pending.Proof?.ToByteArray()));
        return Results.Taken(pending, SubmitOutcome.Accepted, accepted);
    }

    private static void Fail(List<PendingRecord> group, Refusal refusal)
    {
        foreach (var source in group.Select(r => r.Source).Distinct())
        {
            source.Fail(refusal.ToException());
        }
    }

    [LoggerMessage(LogLevel.Warning, "A group lost a race ({SqlState}), attempt {Attempt}; trying again.")]
    private partial void LostRace(string sqlState, int attempt);

    [LoggerMessage(LogLevel.Error, "A group of {Records} records was not committed: {Error}.")]
    private partial void GroupFailed(int records, string error);
}
