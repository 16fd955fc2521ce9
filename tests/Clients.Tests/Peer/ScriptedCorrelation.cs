using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Answers with what it is given, and keeps the rejections that it is told.</summary>
public sealed class ScriptedCorrelation : CorrelationService.CorrelationServiceBase
{
    public GetLinksResponse Links { get; set; } = new();

    public GetRingResponse Ring { get; set; } = new();

    public CorrelationServiceExplainResponse Explanation { get; set; } = new();

    public List<Rejection> Rejections { get; } = [];

    public override Task<GetLinksResponse> GetLinks(GetLinksRequest request, ServerCallContext context) => Task.FromResult(Links);

    public override Task<GetRingResponse> GetRing(GetRingRequest request, ServerCallContext context) => Task.FromResult(Ring);

    public override Task<CorrelationServiceExplainResponse> Explain(CorrelationServiceExplainRequest request, ServerCallContext context) =>
        Task.FromResult(Explanation);

    public override Task<RejectResponse> Reject(RejectRequest request, ServerCallContext context)
    {
        Rejections.Add(new Rejection { One = request.One, Other = request.Other, Reason = request.Reason, Actor = "client:customs/customs-main" });
        return Task.FromResult(new RejectResponse());
    }

    public override Task<RestoreResponse> Restore(RestoreRequest request, ServerCallContext context)
    {
        Rejections.RemoveAll(r => r.One.Equals(request.One) && r.Other.Equals(request.Other));
        return Task.FromResult(new RestoreResponse());
    }

    public override Task<ListRejectionsResponse> ListRejections(ListRejectionsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListRejectionsResponse { Rejections = { Rejections } });
}
