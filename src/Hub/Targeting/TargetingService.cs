using Grpc.Core;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.Hub.Targeting.Inspections;
using SharingHub.Hub.Targeting.Leads;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting;

internal sealed class TargetingService(
    InspectionRequesting requesting, InspectionWriter inspections, OwnInspections own, SingleRecords records, RecordReadings readings, PurposeCheck purposes, LedgerReader ledger,
    LedgerWatch grew, RuleWatch rules, StreamLives lives, Pictures pictures) : V1.TargetingService.TargetingServiceBase
{
    [Allow(Who.Member)]
    public override async Task WatchLeads(WatchLeadsRequest request, IServerStreamWriter<WatchLeadsResponse> responseStream, ServerCallContext context)
    {
        var query = LeadQuery.Check(request);
        var caller = await purposes.HoldingAsync(request.Purpose, context);
        await using var life = lives.Begin(context);
        var watch = new OpenWatch<WatchLeadsResponse>(life, responseStream, context);
        await watch.RunAsync(
            "leads", new LeadWatch(caller, request.Purpose, query, pictures, grew, rules, watch).RunAsync, end => new WatchLeadsResponse { End = end });
    }

    [Allow(Who.Member)]
    public override async Task<ExplainLeadResponse> ExplainLead(ExplainLeadRequest request, ServerCallContext context)
    {
        InspectionRequests.Check(request);
        var caller = await purposes.HoldingAsync(request.Purpose, context);
        return await LeadAnswers.ExplainAsync(pictures, caller, request.Purpose, request.Shipment, context.CancellationToken);
    }

    [Allow(Who.Member)]
    public override async Task<GetYieldResponse> GetYield(GetYieldRequest request, ServerCallContext context)
    {
        InspectionRequests.CheckPurpose(request.Purpose);
        var caller = await purposes.HoldingAsync(request.Purpose, context);
        var (answer, _) = await pictures.TellAsync(caller, request.Purpose, "yield", YieldContract.Of, context.CancellationToken);
        return answer;
    }

    [Allow(Who.Member)]
    [NeedsEvidence]
    public override async Task<RequestInspectionResponse> RequestInspection(RequestInspectionRequest request, ServerCallContext context)
    {
        InspectionRequests.Check(request);
        return await requesting.RequestAsync(await AgencyAsync(request.Purpose, context), request, context.CancellationToken);
    }

    [Allow(Who.Member)]
    public override async Task<GetInspectionResponse> GetInspection(GetInspectionRequest request, ServerCallContext context)
    {
        InspectionRequests.Check(request);
        var caller = await AgencyAsync(request.Purpose, context);
        var (found, _) = await own.ReadAsync(caller.Member, request.InspectionId, openOnly: false, context.CancellationToken);
        return new GetInspectionResponse { Inspection = found.SingleOrDefault() ?? throw Refusal.NotFound.ToException() };
    }

    [Allow(Who.Member)]
    public override async Task<ListInspectionsResponse> ListInspections(ListInspectionsRequest request, ServerCallContext context)
    {
        InspectionRequests.CheckPurpose(request.Purpose);
        var caller = await AgencyAsync(request.Purpose, context);
        var response = new ListInspectionsResponse();
        response.Inspections.AddRange((await own.ReadAsync(caller.Member, id: null, request.OpenOnly, context.CancellationToken)).Inspections);
        return response;
    }

    [Allow(Who.Member)]
    public override async Task WatchInspections(
        WatchInspectionsRequest request, IServerStreamWriter<WatchInspectionsResponse> responseStream, ServerCallContext context)
    {
        InspectionRequests.CheckPurpose(request.Purpose);
        if (context.Caller().Role == MemberRole.Carrier)
        {
            var query = new RecordQuery { Purpose = request.Purpose, Kinds = { RecordKind.Inspection } };
            var reading = await readings.BeginAsync(query, request.Cursor, pageSize: 0, "subscribe", context);
            await readings.RunAsync(reading, responseStream, writer => new CarrierSink(writer), follows: true, context);
            return;
        }

        var caller = await AgencyAsync(request.Purpose, context);
        await using var life = lives.Begin(context);
        var watch = new OpenWatch<WatchInspectionsResponse>(life, responseStream, context);
        await watch.RunAsync("inspections", new AgencyWatch(caller.Member, own, ledger, grew, watch).RunAsync, end => new WatchInspectionsResponse { End = end });
    }

    [Allow(Who.Member)]
    [NeedsEvidence]
    public override async Task<RecordHoldResponse> RecordHold(RecordHoldRequest request, ServerCallContext context)
    {
        var (name, hold) = InspectionRequests.Check(request);
        var receipts = await ActAsync(request.Purpose, name, (state, member, now) => InspectionDecisions.Hold(state, member, name.Revision, hold, now), context);
        return new RecordHoldResponse { Receipt = receipts[0] };
    }

    [Allow(Who.Member)]
    [NeedsEvidence]
    public override async Task<RecordMissResponse> RecordMiss(RecordMissRequest request, ServerCallContext context)
    {
        var (name, miss) = InspectionRequests.Check(request);
        var receipts = await ActAsync(request.Purpose, name, (state, member, now) => InspectionDecisions.Miss(state, member, name.Revision, miss, now), context);
        return new RecordMissResponse { Receipt = receipts[0] };
    }

    [Allow(Who.Member)]
    [NeedsEvidence]
    public override async Task<RecordExaminationResponse> RecordExamination(RecordExaminationRequest request, ServerCallContext context)
    {
        var (name, examination) = InspectionRequests.Check(request);
        var receipts = await ActAsync(
            request.Purpose, name, (state, member, now) => InspectionDecisions.Examine(state, member, name.Revision, examination, now), context);
        return new RecordExaminationResponse { Receipt = receipts[0] };
    }

    [Allow(Who.Member)]
    [NeedsEvidence]
    public override async Task<RecordOutcomeResponse> RecordOutcome(RecordOutcomeRequest request, ServerCallContext context)
    {
        var (name, finding) = InspectionRequests.Check(request);
        var receipts = await ActAsync(
            request.Purpose, name, (state, member, now) => InspectionDecisions.Find(state, member, name.Revision, finding, now), context, finding);
        return new RecordOutcomeResponse { Receipt = receipts[0], Outcome = receipts[1], Seizures = { receipts.Skip(2) } };
    }

    [Allow(Who.Member)]
    public override async Task<WithdrawRequestResponse> WithdrawRequest(WithdrawRequestRequest request, ServerCallContext context)
    {
        var (name, withdrawal) = InspectionRequests.Check(request);
        var receipts = await ActAsync(request.Purpose, name, (state, member, now) => InspectionDecisions.Withdraw(state, member, name.Revision, withdrawal, now), context);
        return new WithdrawRequestResponse { Receipt = receipts[0] };
    }

    /// <summary>
    /// The agency acts on its own record. Anybody else must be able to read it now, before anything is said of it: one whose agreement ended is told
    /// the same as one that was never addressed.
    /// </summary>
    private async Task<IReadOnlyList<RecordReceipt>> ActAsync(
        Purpose purpose, RecordName name, Func<InspectionState?, string, DateTimeOffset, InspectionDecision> decide, ServerCallContext context, InspectionFinding? finding = null)
    {
        var caller = await purposes.HoldingAsync(purpose, context);
        if (name.Contributor.Length == 0)
        {
            name.Contributor = caller.Member;
        }

        if (name.Contributor != caller.Member && !await records.MayReadAsync(caller.Member, purpose, name, context.CancellationToken))
        {
            throw Refusal.NotFound.ToException();
        }

        return await inspections.ActAsync(caller, name, (state, now) => decide(state, caller.Member, now), context.CancellationToken, finding: finding);
    }

    private async Task<Caller> AgencyAsync(Purpose purpose, ServerCallContext context) =>
        context.Caller().Role == MemberRole.Agency ? await purposes.HoldingAsync(purpose, context) : throw InspectionRefusals.AgenciesOnly.ToException();
}
