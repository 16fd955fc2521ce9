using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Begins readings and runs them as streams, whichever call they serve.</summary>
internal sealed class RecordReadings(
    SharingBook book, RecordPages pages, CursorCodec cursors, LedgerReader ledger, LedgerWatch grew, RuleWatch rules, StreamLives lives, PurposeCheck purposes)
{
    /// <param name="requested">What is asked for; checked here.</param>
    /// <param name="action">What history calls it: <c>pull</c> or <c>subscribe</c>.</param>
    public async Task<Reading> BeginAsync(RecordQuery? requested, string cursor, uint pageSize, string action, ServerCallContext context)
    {
        var query = RecordRequests.Check(requested, pageSize);
        var caller = await purposes.HoldingAsync(query.Purpose, context);
        if (cursor.Length == 0)
        {
            var now = await book.CurrentAsync(context.CancellationToken);
            return new Reading(caller, query, action, RecordRequests.PageSize(pageSize), new Cursor(-1, now.Generation, now.Now, -1), now);
        }

        var at = await cursors.OpenAsync(cursor, caller.Member, query, context.CancellationToken) ?? throw DisclosureRefusals.CursorInvalid.ToException();
        var then = await book.ThenAsync(at.Generation, at.RulesAt, context.CancellationToken);
        return new Reading(caller, query, action, RecordRequests.PageSize(pageSize), at, then);
    }

    /// <summary>Sends what the reading gets, until its end marker and the status that goes with it.</summary>
    /// <param name="follows">Whether it goes on with what arrives.</param>
    public async Task RunAsync<T>(
        Reading reading, IServerStreamWriter<T> responses, Func<PatientWriter<T>, IRecordSink> sinkOf, bool follows, ServerCallContext context)
        where T : class
    {
        await using var life = lives.Begin(context);
        var sink = sinkOf(new PatientWriter<T>(responses, context, life, rules, () => IsFedAsync(reading)));
        var tag = new KeyValuePair<string, object?>("call", reading.Action);
        Telemetry.OpenStreams.Add(1, tag);
        try
        {
            var end = await new RecordStream(reading, sink, follows, life, pages, book, ledger, grew, rules).RunAsync();
            if (DisclosureRefusals.After(end.Reason, end.Message) is { } refusal)
            {
                throw refusal.ToException();
            }
        }
        finally
        {
            Telemetry.OpenStreams.Add(-1, tag);
        }
    }

    private async Task<bool> IsFedAsync(Reading reading)
    {
        var sharing = await book.CurrentAsync(CancellationToken.None);
        return sharing.Members.IsActive(reading.Caller.Member) && sharing.Feeding(reading.Caller.Member, reading.Query).Any();
    }
}
