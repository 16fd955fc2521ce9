using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Answers List with what it is given, or refuses.</summary>
public sealed class ScriptedAgreements : AgreementService.AgreementServiceBase
{
    public Func<AgreementServiceListResponse> OnList { get; set; } = () => new AgreementServiceListResponse();

    public ProposeRequest? Proposed { get; private set; }

    public override Task<AgreementServiceListResponse> List(AgreementServiceListRequest request, ServerCallContext context) => Task.FromResult(OnList());

    public override Task<ProposeResponse> Propose(ProposeRequest request, ServerCallContext context)
    {
        Proposed = request;
        return Task.FromResult(new ProposeResponse { Agreement = new Agreement { Id = "a-1", Revision = 1, Status = AgreementStatus.Proposed, Terms = request.Terms } });
    }
}
