using Grpc.Core;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

internal sealed class AuditService(
    LedgerReader ledger, RecordDisclosures disclosures, PastRules past, PastEntitlements entitlements, SharingBook book) : V1.AuditService.AuditServiceBase
{
    private const int EventsInMessage = 500;

    /// <summary>A message is sent once it is as large as this: a disclosure's body may be long, and a message has its limit.</summary>
    private const int BytesInMessage = 1024 * 1024;

    [Allow(Who.Auditor)]
    public override async Task Replay(ReplayRequest request, IServerStreamWriter<ReplayResponse> responseStream, ServerCallContext context)
    {
        var filter = new HistoryFilter(request);
        var stop = context.CancellationToken;
        var head = await ledger.HeadAsync(stop);
        var to = request.HasToIndex ? (long)Math.Min(request.ToIndex, (ulong)Math.Max(head, 0)) : head;
        to = Math.Min(to, head);
        var (page, bytes, sent) = (new HistoryPage(), 0, 0UL);
        await foreach (var one in ledger.ReplayAsync((long)request.FromIndex, to, stop))
        {
            if (filter.Admits(one))
            {
                page.Events.Add(HistoryEvents.ToContract(one, request.WithOpenings));
                bytes += page.Events[^1].CalculateSize();
                sent++;
            }

            if (page.Events.Count == EventsInMessage || bytes >= BytesInMessage)
            {
                await responseStream.WriteAsync(new ReplayResponse { Page = page }, stop);
                (page, bytes) = (new HistoryPage(), 0);
            }
        }

        if (page.Events.Count > 0)
        {
            await responseStream.WriteAsync(new ReplayResponse { Page = page }, stop);
        }

        var end = new HistoryEnd { Events = sent };
        if (to >= 0)
        {
            end.LastIndex = (ulong)to;
        }

        await responseStream.WriteAsync(new ReplayResponse { End = end }, stop);
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<WhoSawResponse> WhoSaw(WhoSawRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var name = RecordRequests.CheckName(request.Name);
        var mayAsk = caller.IsAuditor || caller.Member == name.Contributor;
        if (!mayAsk || (await ledger.ReadLastActsAsync([StreamKeys.Record(name)], long.MaxValue, context.CancellationToken)).Count == 0)
        {
            throw Refusal.NotFound.ToException();
        }

        var response = new WhoSawResponse();
        await foreach (var one in disclosures.OfRecordAsync(name, context.CancellationToken))
        {
            response.Disclosures.Add(one);
        }

        return response;
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task WhatReached(WhatReachedRequest request, IServerStreamWriter<WhatReachedResponse> responseStream, ServerCallContext context)
    {
        var caller = context.Caller();
        var member = request.Member.Length == 0 ? caller.Member : request.Member;
        if ((!caller.IsAuditor && member != caller.Member) || !RecordNames.IsMemberId(member))
        {
            throw Refusal.NotFound.ToException();
        }

        var message = new WhatReachedResponse();
        await foreach (var one in disclosures.ToRecipientAsync(member, request.AgreementId, caller.IsAuditor, context.CancellationToken))
        {
            message.Disclosures.Add(one);
            if (message.Disclosures.Count == EventsInMessage)
            {
                await responseStream.WriteAsync(message, context.CancellationToken);
                message = new WhatReachedResponse();
            }
        }

        if (message.Disclosures.Count > 0)
        {
            await responseStream.WriteAsync(message, context.CancellationToken);
        }
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<EntitlementsResponse> Entitlements(EntitlementsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var subject = request.SubjectCase == EntitlementsRequest.SubjectOneofCase.Record
            ? RecordRequests.CheckName(request.Record).Contributor
            : request.Member.Length > 0 ? request.Member : throw Refusal.Invalid("subject", "must be a record or a member").ToException();
        if (!caller.IsAuditor && caller.Member != subject)
        {
            throw Refusal.NotFound.ToException();
        }

        var moment = await past.AtAsync(request.AsOf, context.CancellationToken);
        var response = new EntitlementsResponse();
        response.Entitlements.AddRange(request.Record is { } record
            ? await entitlements.OfRecordAsync(record, moment, context.CancellationToken)
            : PastEntitlements.OfMember(subject, moment));
        if (moment.Index >= 0)
        {
            response.Index = (ulong)moment.Index;
        }

        return response;
    }

    [Allow(Who.Auditor)]
    public override async Task Recheck(RecheckRequest request, IServerStreamWriter<RecheckResponse> responseStream, ServerCallContext context)
    {
        var found = new Violations();
        found.When(request is { HasToIndex: true } && request.ToIndex < request.FromIndex, "to_index", "must not be before from_index");
        found.When(request.FromIndex > long.MaxValue, "from_index", "must be a ledger index");
        found.Throw();
        var head = await ledger.HeadAsync(context.CancellationToken);
        var to = request.HasToIndex ? Math.Min((long)Math.Min(request.ToIndex, long.MaxValue), head) : head;
        await foreach (var next in new Rechecking(ledger, book).RecheckAsync((long)request.FromIndex, to, context.CancellationToken))
        {
            await responseStream.WriteAsync(next, context.CancellationToken);
        }
    }
}
