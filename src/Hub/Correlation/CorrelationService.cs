using Grpc.Core;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation;

internal sealed class CorrelationService(IJoinedRecords joined, Rejections rejections, PurposeCheck purposes) : V1.CorrelationService.CorrelationServiceBase
{
    [Allow(Who.Member)]
    public override async Task<GetLinksResponse> GetLinks(GetLinksRequest request, ServerCallContext context)
    {
        Check(request.Purpose, ("record", request.Record));
        return await AnswerAsync(request.Purpose, "links", records => LinkAnswers.Links(records, NameOf(request.Record)), context);
    }

    [Allow(Who.Member)]
    public override async Task<GetRingResponse> GetRing(GetRingRequest request, ServerCallContext context)
    {
        Check(request.Purpose, ("record", request.Record));
        return await AnswerAsync(request.Purpose, "ring", records => LinkAnswers.Ring(records, NameOf(request.Record)), context);
    }

    [Allow(Who.Member)]
    public override async Task<CorrelationServiceExplainResponse> Explain(CorrelationServiceExplainRequest request, ServerCallContext context)
    {
        Check(request.Purpose, ("from", request.From), ("to", request.To));
        var caller = await purposes.HoldingAsync(request.Purpose, context);
        var (from, to) = (NameOf(request.From), NameOf(request.To));
        var standing = await rejections.StandingAsync(caller.Member, request.Purpose, context.CancellationToken);
        var rejected = standing.Exists(change => (NameOf(change.One), NameOf(change.Other)) is var pair && (pair == (from, to) || pair == (to, from)));
        return await AnswerAsync(request.Purpose, "link", records => LinkAnswers.Explain(records, from, to, rejected), context);
    }

    [Allow(Who.Member)]
    public override async Task<RejectResponse> Reject(RejectRequest request, ServerCallContext context)
    {
        await ChangeAsync(request.Purpose, request.One, request.Other, request.Reason, reject: true, context);
        return new RejectResponse();
    }

    [Allow(Who.Member)]
    public override async Task<RestoreResponse> Restore(RestoreRequest request, ServerCallContext context)
    {
        await ChangeAsync(request.Purpose, request.One, request.Other, request.Reason, reject: false, context);
        return new RestoreResponse();
    }

    [Allow(Who.Member)]
    public override async Task<ListRejectionsResponse> ListRejections(ListRejectionsRequest request, ServerCallContext context)
    {
        Check(request.Purpose);
        var caller = await purposes.HoldingAsync(request.Purpose, context);
        var standing = await rejections.StandingAsync(caller.Member, request.Purpose, context.CancellationToken);
        var response = new ListRejectionsResponse();
        response.Rejections.AddRange(standing.Select(change => new Rejection { One = change.One, Other = change.Other, Reason = change.Reason, Actor = change.Actor }));
        return response;
    }

    private async Task<T> AnswerAsync<T>(Purpose purpose, string action, Func<IJoined, Answer<T>> conclude, ServerCallContext context) =>
        await joined.AnswerAsync(await purposes.HoldingAsync(purpose, context), purpose, action, conclude, context.CancellationToken);

    private async Task ChangeAsync(Purpose purpose, RecordName one, RecordName other, string reason, bool reject, ServerCallContext context)
    {
        Check(purpose, reason, ("one", one), ("other", other));
        var caller = await purposes.HoldingAsync(purpose, context);
        // A link to what it may not read is not its to reject; that both are there is all that is concluded, and nothing is told.
        if (reject)
        {
            await joined.AnswerAsync(
                caller, purpose, "link", records => new Answer<(Joinable, Joinable)>((LinkAnswers.Readable(records, NameOf(one)), LinkAnswers.Readable(records, NameOf(other))), []),
                context.CancellationToken);
        }

        await rejections.ChangeAsync(caller, purpose, one, other, reject, reason, context.CancellationToken);
    }

    private static string NameOf(RecordName name) => JoinView.NameOf(name.Contributor, name.Kind, name.Id);

    private static void Check(Purpose purpose, params ReadOnlySpan<(string Field, RecordName Name)> names) => Find(purpose, names).Throw();

    private static void Check(Purpose purpose, string reason, params ReadOnlySpan<(string Field, RecordName Name)> names)
    {
        var found = Find(purpose, names);
        found.Text("reason", reason, 1, Violations.ReasonLength);
        found.When(names[0].Name is { } one && one.Equals(names[1].Name), names[1].Field, "must be another record");
        found.Throw();
    }

    private static Violations Find(Purpose purpose, ReadOnlySpan<(string Field, RecordName Name)> names)
    {
        var found = new Violations();
        found.When(purpose == Purpose.Unspecified || !Enum.IsDefined(purpose), "purpose", "must be stated: one of the purposes of the contract");
        foreach (var (field, name) in names)
        {
            found.Record(field, name);
        }

        return found;
    }
}
