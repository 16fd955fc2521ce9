using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

internal sealed class AuditService(LedgerReader ledger, RecordDisclosures disclosures) : V1.AuditService.AuditServiceBase
{
    private const int EventsInMessage = 500;

    [Allow(Who.Auditor)]
    public override async Task Replay(ReplayRequest request, IServerStreamWriter<ReplayResponse> responseStream, ServerCallContext context)
    {
        var filter = new HistoryFilter(request);
        var stop = context.CancellationToken;
        var head = await ledger.HeadAsync(stop);
        var to = request.HasToIndex ? (long)Math.Min(request.ToIndex, (ulong)Math.Max(head, 0)) : head;
        to = Math.Min(to, head);
        var (page, sent) = (new HistoryPage(), 0UL);
        await foreach (var one in ledger.ReplayAsync((long)request.FromIndex, to, stop))
        {
            if (filter.Admits(one))
            {
                page.Events.Add(ToContract(one));
                sent++;
            }

            if (page.Events.Count == EventsInMessage)
            {
                await responseStream.WriteAsync(new ReplayResponse { Page = page }, stop);
                page = new HistoryPage();
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

    [Allow(Who.Member | Who.Auditor)]
    public override async Task WhatReached(WhatReachedRequest request, IServerStreamWriter<WhatReachedResponse> responseStream, ServerCallContext context)
    {
        var caller = context.Caller();
        var member = request.Member.Length == 0 ? caller.Member : request.Member;
        if ((!caller.IsAuditor && member != caller.Member) || !RecordNames.IsMemberId(member))
        {
            throw Refusal.NotFound.ToException();
        }

        var message = new WhatReachedResponse();
        await foreach (var one in disclosures.ToRecipientAsync(member, request.AgreementId, context.CancellationToken))
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

    private static HistoryEvent ToContract(SequencedEvent one)
    {
        var contract = new HistoryEvent
        {
            Index = (ulong)one.Index,
            SequencedAt = one.SequencedAt.ToTimestamp(),
            Id = one.Id.ToString("D"),
            Member = one.Member,
            Stream = one.Stream,
            Version = (ulong)one.Version,
            Type = one.Type,
            Recorded = one.Recorded.ToTimestamp(),
            Actor = one.Actor,
            Agreement = one.Agreement ?? "",
            MediaType = "application/x-protobuf",
            BodyLength = (ulong)one.Body.Length,
        };
        // What records say is for grants to open, not for a mandate.
        if (!EventTypes.IsRecord(one.Type))
        {
            contract.Body = UnsafeByteOperations.UnsafeWrap(one.Body);
        }

        return contract;
    }
}
