using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Answers List and Watch with what it is given, or refuses.</summary>
public sealed class ScriptedAgreements : AgreementService.AgreementServiceBase
{
    public Func<AgreementServiceListResponse> OnList { get; set; } = () => new AgreementServiceListResponse();

    /// <summary>One script a stream, in order; the last one again for every further stream.</summary>
    public Queue<Func<IServerStreamWriter<AgreementServiceWatchResponse>, ServerCallContext, Task>> OnWatch { get; } = new();

    public ProposeRequest? Proposed { get; private set; }

    public override Task<AgreementServiceListResponse> List(AgreementServiceListRequest request, ServerCallContext context) => Task.FromResult(OnList());

    public override Task Watch(AgreementServiceWatchRequest request, IServerStreamWriter<AgreementServiceWatchResponse> responseStream, ServerCallContext context) =>
        (OnWatch.Count > 1 ? OnWatch.Dequeue() : OnWatch.Peek())(responseStream, context);

    public override Task<ProposeResponse> Propose(ProposeRequest request, ServerCallContext context)
    {
        Proposed = request;
        return Task.FromResult(new ProposeResponse { Agreement = new Agreement { Id = "a-1", Revision = 1, Status = AgreementStatus.Proposed, Terms = request.Terms } });
    }
}
