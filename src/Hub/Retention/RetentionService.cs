using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

internal sealed class RetentionService(RetentionStreams streams, RetentionLists lists, Expunging expunging) : V1.RetentionService.RetentionServiceBase
{
    [Allow(Who.Member)]
    public override async Task<RequestExpungeResponse> RequestExpunge(RequestExpungeRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var name = RetentionRequests.Check(request, caller);
        OwnOnly(name, caller);
        await using var held = await streams.ClaimAsync(name, context.CancellationToken);
        var (asked, standing, refusal) = ExpungeDecisions.Request(held.Record, held.Retention, caller, request.LegalBasis, request.BasisText, held.Now);
        Throw(refusal);
        if (asked is not null)
        {
            standing = new RequestedExpunge(held.Add(EventTypes.ExpungeRequested, asked, caller), asked, caller.Actor, held.Now);
            await held.CommitAsync(context.CancellationToken);
        }

        return new RequestExpungeResponse { Request = RetentionContract.Of(name, standing!, held.Now) };
    }

    [Allow(Who.Member)]
    public override async Task<ConfirmExpungeResponse> ConfirmExpunge(ConfirmExpungeRequest request, ServerCallContext context)
    {
        var id = RetentionRequests.CheckId("request_id", request.RequestId);
        var name = await OwnAsync(id, EventTypes.ExpungeRequested, context);
        return await expunging.ConfirmAsync(context.Caller(), name, id, context.CancellationToken);
    }

    [Allow(Who.Member)]
    public override async Task<WithdrawExpungeResponse> WithdrawExpunge(WithdrawExpungeRequest request, ServerCallContext context)
    {
        var id = RetentionRequests.CheckId("request_id", request.RequestId);
        var name = await OwnAsync(id, EventTypes.ExpungeRequested, context);
        await using var held = await streams.ClaimAsync(name, context.CancellationToken);
        var asked = held.Retention.Requests[id];
        var (withdrawn, refusal) = ExpungeDecisions.Withdraw(asked, held.Now);
        Throw(refusal);
        if (withdrawn is not null)
        {
            held.Add(EventTypes.ExpungeWithdrawn, withdrawn, context.Caller());
            await held.CommitAsync(context.CancellationToken);
            asked = asked with { Outcome = ExpungeRequestState.Withdrawn };
        }

        return new WithdrawExpungeResponse { Request = RetentionContract.Of(name, asked, held.Now) };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<ListExpungeRequestsResponse> ListExpungeRequests(ListExpungeRequestsRequest request, ServerCallContext context)
    {
        var (now, records) = await ReadAsync(request.Name, context);
        var response = new ListExpungeRequestsResponse();
        response.Requests.AddRange(records
            .SelectMany(r => r.Retention.Requests.Values.Select(one => (r.Name, Request: one)))
            .Where(r => !request.OpenOnly || r.Request.StateAt(now) == ExpungeRequestState.Open)
            .OrderByDescending(r => r.Request.At)
            .Select(r => RetentionContract.Of(r.Name, r.Request, now)));
        return response;
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<PlaceHoldResponse> PlaceHold(PlaceHoldRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var name = RetentionRequests.Check(request, caller);
        OwnOrAuditor(name, caller);
        await using var held = await streams.ClaimAsync(name, context.CancellationToken);
        var (placed, refusal) = ExpungeDecisions.Hold(held.Record, request.Reference);
        Throw(refusal);
        var id = held.Add(EventTypes.HoldPlaced, placed!, caller);
        await held.CommitAsync(context.CancellationToken);
        return new PlaceHoldResponse { Hold = RetentionContract.Of(name, new PlacedHold(id, request.Reference, caller.Member, held.Now), caller) };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<ReleaseHoldResponse> ReleaseHold(ReleaseHoldRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var id = RetentionRequests.Check(request);
        var name = await streams.FindAsync(id, EventTypes.HoldPlaced, context.CancellationToken) ?? throw Refusal.NotFound.ToException();
        OwnOrAuditor(name, caller);
        await using var held = await streams.ClaimAsync(name, context.CancellationToken);
        var (released, refusal) = ExpungeDecisions.Release(held.Retention, id, caller.Member, request.Reason);
        Throw(refusal);
        var hold = held.Retention.Holds.GetValueOrDefault(id) ?? held.Retention.Released[id];
        if (released is not null)
        {
            held.Add(EventTypes.HoldReleased, released, caller);
            await held.CommitAsync(context.CancellationToken);
        }

        return new ReleaseHoldResponse { Hold = RetentionContract.Of(name, hold, caller) };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<ListHoldsResponse> ListHolds(ListHoldsRequest request, ServerCallContext context)
    {
        var (_, records) = await ReadAsync(request.Name, context);
        var response = new ListHoldsResponse();
        response.Holds.AddRange(records
            .SelectMany(r => r.Retention.Holds.Values.Select(one => (r.Name, Hold: one)))
            .OrderByDescending(r => r.Hold.At)
            .Select(r => RetentionContract.Of(r.Name, r.Hold, context.Caller())));
        return response;
    }

    private async Task<(DateTimeOffset Now, IReadOnlyList<(RecordName Name, RecordRetention Retention)> Records)> ReadAsync(RecordName? asked, ServerCallContext context)
    {
        var caller = context.Caller();
        var name = RetentionRequests.CheckList(asked, caller);
        if (name is not null)
        {
            OwnOrAuditor(name, caller);
        }

        return await lists.ReadAsync(caller.IsAuditor ? null : caller.Member, name, context.CancellationToken);
    }

    /// <summary>The caller's own record that an event of its retention is about.</summary>
    private async Task<RecordName> OwnAsync(Guid id, string type, ServerCallContext context)
    {
        var name = await streams.FindAsync(id, type, context.CancellationToken) ?? throw Refusal.NotFound.ToException();
        OwnOnly(name, context.Caller());
        return name;
    }

    /// <summary>Another's record is no other thing than one that does not exist.</summary>
    private static void OwnOnly(RecordName name, Caller caller) => Throw(name.Contributor == caller.Member ? null : Refusal.NotFound);

    private static void OwnOrAuditor(RecordName name, Caller caller) => Throw(caller.IsAuditor || name.Contributor == caller.Member ? null : Refusal.NotFound);

    private static void Throw(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw refusal.ToException();
        }
    }
}
