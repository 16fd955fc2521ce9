using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

internal sealed class DisclosureService(SharingBook book, RecordReadings readings, SingleRecords singles, DisclosureRecords records, PurposeCheck purposes)
    : V1.DisclosureService.DisclosureServiceBase
{
    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task Pull(PullRequest request, IServerStreamWriter<PullResponse> responseStream, ServerCallContext context)
    {
        var reading = await readings.BeginAsync(request.Query, request.Cursor, request.PageSize, "pull", context);
        await readings.RunAsync(reading, responseStream, writer => new PullSink(writer), follows: false, context);
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        var reading = await readings.BeginAsync(request.Query, request.Cursor, request.PageSize, "subscribe", context);
        await readings.RunAsync(reading, responseStream, writer => new SubscribeSink(writer), follows: true, context);
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<GetResponse> Get(GetRequest request, ServerCallContext context)
    {
        RecordRequests.CheckPurpose(request.Purpose);
        var caller = await purposes.HoldingAsync(request.Purpose, context);
        var (item, disclosure) = await singles.DiscloseAsync(caller, request.Purpose, RecordRequests.CheckName(request.Name), context.CancellationToken);
        return new GetResponse
        {
            View = item.View is null ? null : Views.Of(item),
            Notice = item.View is null ? Views.NoticeOf(item) : null,
            Disclosure = disclosure,
        };
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<ListCatalogResponse> ListCatalog(ListCatalogRequest request, ServerCallContext context)
    {
        RecordRequests.CheckPurpose(request.Purpose);
        var caller = await purposes.HoldingAsync(request.Purpose, context);
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

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
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
}
