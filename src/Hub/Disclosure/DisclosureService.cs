using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

internal sealed class DisclosureService(
    SharingBook book, RecordPages pages, PageReader reader, DisclosureWriter disclosures, DisclosureRecords records, CursorCodec cursors, LedgerReader ledger,
    LedgerWatch grew, RuleWatch rules, StreamLives lives, DenialLog denials) : V1.DisclosureService.DisclosureServiceBase
{
    [Allow(Who.Member | Who.Auditor)]
    public override async Task Pull(PullRequest request, IServerStreamWriter<PullResponse> responseStream, ServerCallContext context)
    {
        var reading = await BeginAsync(request.Query, request.Cursor, request.PageSize, "pull", context);
        await using var life = lives.Begin(context);
        var sink = new PullSink(new PatientWriter<PullResponse>(responseStream, context, life, rules, () => IsFedAsync(reading)));
        await RunAsync(reading, sink, follows: false, life);
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        var reading = await BeginAsync(request.Query, request.Cursor, request.PageSize, "subscribe", context);
        await using var life = lives.Begin(context);
        var sink = new SubscribeSink(new PatientWriter<SubscribeResponse>(responseStream, context, life, rules, () => IsFedAsync(reading)));
        await RunAsync(reading, sink, follows: true, life);
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<GetResponse> Get(GetRequest request, ServerCallContext context)
    {
        RecordRequests.CheckPurpose(request.Purpose);
        var caller = await HoldingAsync(request.Purpose, context);
        var name = RecordRequests.CheckName(request.Name);
        while (true)
        {
            var acts = await ledger.ReadLastActsAsync([StreamKeys.Record(name)], long.MaxValue, context.CancellationToken);
            var sharing = await book.CurrentAsync(context.CancellationToken);
            var selection = await reader.SelectAsync(caller.Member, request.Purpose, acts, before: null, sharing, context.CancellationToken);
            var draft = await reader.DraftAsync(caller, request.Purpose, "get", selection, context.CancellationToken);
            if (draft.Items.Count == 0 || (name.Revision != 0 && name.Revision != draft.Items[0].Name.Revision))
            {
                throw Refusal.NotFound.ToException();
            }

            if (await disclosures.CommitAsync(draft, context.CancellationToken) is { } references)
            {
                var item = draft.Items[0];
                return new GetResponse
                {
                    View = item.View is null ? null : Views.Of(item),
                    Notice = item.View is null ? Views.NoticeOf(item) : null,
                    Disclosure = references[0],
                };
            }
        }
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<ListCatalogResponse> ListCatalog(ListCatalogRequest request, ServerCallContext context)
    {
        RecordRequests.CheckPurpose(request.Purpose);
        var caller = await HoldingAsync(request.Purpose, context);
        var sharing = await book.CurrentAsync(context.CancellationToken);
        var response = new ListCatalogResponse();
        foreach (var (grant, kind) in sharing.Feeding(caller.Member, new RecordQuery { Purpose = request.Purpose }))
        {
            var entry = new CatalogEntry
            {
                Contributor = grant.Provider,
                Kind = kind,
                AgreementId = grant.AgreementName,
                AgreementRevision = grant.Revision,
                Grant = grant.Number,
                Ceiling = grant.Ceiling,
            };
            entry.Withheld.AddRange(grant.Mask.Withheld(kind));
            response.Entries.Add(entry);
        }

        return response;
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context)
    {
        var ids = request.DisclosureIds.Select(id => Guid.TryParseExact(id, "D", out var parsed) ? parsed : Guid.Empty).Distinct().ToArray();
        if (ids.Length is 0 or > 1000 || ids.Contains(Guid.Empty))
        {
            throw Refusal.Invalid("disclosure_ids", "must be 1-1000 ids, each a lower-case UUID").ToException();
        }

        return new AcknowledgeResponse { Acknowledged = (uint)await records.AcknowledgeAsync(context.Caller(), ids, context.CancellationToken) };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<ListAcknowledgementsResponse> ListAcknowledgements(ListAcknowledgementsRequest request, ServerCallContext context)
    {
        var name = RecordRequests.CheckName(request.Name);
        var caller = context.Caller();
        if (!caller.IsAuditor && caller.Member != name.Contributor)
        {
            throw Refusal.NotFound.ToException();
        }

        var now = (await book.CurrentAsync(context.CancellationToken)).Now;
        var lateAfter = request.LateAfterSeconds == 0 ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(request.LateAfterSeconds);
        var response = new ListAcknowledgementsResponse();
        await foreach (var past in records.OfRecordAsync(StreamKeys.Record(name), context.CancellationToken))
        {
            response.Acknowledgements.AddRange(past.Body.Records.Where(r => r.Name.Id == name.Id && r.Name.Kind == name.Kind && r.Name.Contributor == name.Contributor)
                .Select(r => Views.AcknowledgementOf(past, r, now - past.Recorded > lateAfter)));
        }

        return response;
    }

    private async Task RunAsync(Reading reading, IRecordSink sink, bool follows, StreamLife life)
    {
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

    private async Task<Reading> BeginAsync(RecordQuery? requested, string cursor, uint pageSize, string action, ServerCallContext context)
    {
        var query = RecordRequests.Check(requested, pageSize);
        var caller = await HoldingAsync(query.Purpose, context);
        if (cursor.Length == 0)
        {
            var now = await book.CurrentAsync(context.CancellationToken);
            return new Reading(caller, query, action, RecordRequests.PageSize(pageSize), new Cursor(-1, now.Generation, now.Now, -1), now);
        }

        var at = await cursors.OpenAsync(cursor, caller.Member, query, context.CancellationToken) ?? throw DisclosureRefusals.CursorInvalid.ToException();
        var then = await book.ThenAsync(at.Generation, at.RulesAt, context.CancellationToken);
        return new Reading(caller, query, action, RecordRequests.PageSize(pageSize), at, then);
    }

    /// <summary>The caller, if its token carries the purpose. A refusal is history too.</summary>
    private async Task<Caller> HoldingAsync(Purpose purpose, ServerCallContext context)
    {
        var caller = context.Caller();
        if (caller.Purposes.Contains(purpose))
        {
            return caller;
        }

        await denials.NoteAsync(caller, purpose, ErrorReason.PurposeNotHeld, context.CancellationToken);
        throw DisclosureRefusals.PurposeNotHeld(purpose).ToException();
    }

    private async Task<bool> IsFedAsync(Reading reading)
    {
        var sharing = await book.CurrentAsync(CancellationToken.None);
        return sharing.Members.IsActive(reading.Caller.Member) && sharing.Feeding(reading.Caller.Member, reading.Query).Any();
    }
}
