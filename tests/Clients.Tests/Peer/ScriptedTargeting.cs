using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Plays one script a watch of leads, and answers as it is given.</summary>
public sealed class ScriptedTargeting : TargetingService.TargetingServiceBase
{
    public delegate Task WatchScript(WatchLeadsRequest request, IServerStreamWriter<WatchLeadsResponse> pages, ServerCallContext call);

    public Queue<WatchScript> Watches { get; } = new();

    public Lead Explained { get; set; } = new();

    public GetYieldResponse Yield { get; set; } = new();

    public override Task WatchLeads(WatchLeadsRequest request, IServerStreamWriter<WatchLeadsResponse> responseStream, ServerCallContext context) =>
        Watches.Dequeue()(request, responseStream, context);

    public override Task<ExplainLeadResponse> ExplainLead(ExplainLeadRequest request, ServerCallContext context) =>
        Task.FromResult(new ExplainLeadResponse { Lead = Explained });

    public override Task<GetYieldResponse> GetYield(GetYieldRequest request, ServerCallContext context) => Task.FromResult(Yield);
}
