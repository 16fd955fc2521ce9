using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Members;

internal sealed class MemberService(RuleChanges changes, MemberBook members, IOptions<IssuerOptions> issuer) : V1.MemberService.MemberServiceBase
{
    [Allow(Who.Operator)]
    public override async Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context)
    {
        Refuse(MemberRequests.Check(request));
        return new RegisterResponse { Member = await ChangeAsync(request.Id, m => MemberDecisions.Register(m, request), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<SuspendResponse> Suspend(SuspendRequest request, ServerCallContext context)
    {
        Refuse(MemberRequests.CheckReason(request.Reason));
        return new SuspendResponse { Member = await ChangeAsync(request.Id, m => MemberDecisions.Suspend(m, request), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<ReinstateResponse> Reinstate(ReinstateRequest request, ServerCallContext context)
    {
        Refuse(MemberRequests.CheckReason(request.Reason));
        return new ReinstateResponse { Member = await ChangeAsync(request.Id, m => MemberDecisions.Reinstate(m, request), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<AddClientResponse> AddClient(AddClientRequest request, ServerCallContext context)
    {
        var violations = MemberRequests.CheckClient(request.MemberId, request.ClientId);
        var fingerprint = MemberRequests.Fingerprint(request.Certificate);
        if (fingerprint is null)
        {
            violations.Add(new FieldViolation { Field = "certificate", Description = "must be one certificate in PEM form" });
        }

        Refuse(violations);
        var added = new ClientAdded { ClientId = request.ClientId, Issuer = IssuerOf(request.Issuer), CertificateSha256 = fingerprint };
        return new AddClientResponse
        {
            Member = await ChangeAsync(
                request.MemberId, (m, directory) => MemberDecisions.AddClient(m, directory.BoundTo(added.Issuer, added.ClientId), added), context),
        };
    }

    [Allow(Who.Operator)]
    public override async Task<RevokeClientResponse> RevokeClient(RevokeClientRequest request, ServerCallContext context)
    {
        Refuse(MemberRequests.CheckClient(request.MemberId, request.ClientId));
        var revoked = new ClientRevoked { ClientId = request.ClientId, Issuer = IssuerOf(request.Issuer) };
        return new RevokeClientResponse { Member = await ChangeAsync(request.MemberId, m => MemberDecisions.RevokeClient(m, revoked), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<AddSigningKeyResponse> AddSigningKey(AddSigningKeyRequest request, ServerCallContext context)
    {
        var (violations, key) = MemberRequests.CheckSigningKey(request.MemberId, request.VerifierKey);
        Refuse(violations);
        return new AddSigningKeyResponse { Member = await ChangeAsync(request.MemberId, m => MemberDecisions.AddSigningKey(m, key!), context) };
    }

    [Allow(Who.Operator)]
    public override async Task<RevokeSigningKeyResponse> RevokeSigningKey(RevokeSigningKeyRequest request, ServerCallContext context)
    {
        var revoked = new SigningKeyRevoked { VerifierKey = request.VerifierKey };
        return new RevokeSigningKeyResponse { Member = await ChangeAsync(request.MemberId, m => MemberDecisions.RevokeSigningKey(m, revoked), context) };
    }

    [Allow(Who.Operator | Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<MemberServiceListResponse> List(MemberServiceListRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var all = (await members.CurrentAsync(context.CancellationToken)).View.All;
        var response = new MemberServiceListResponse();
        response.Members.AddRange(all
            .Where(m => caller.IsOperator || caller.IsAuditor || m.MemberId == caller.Member)
            .OrderBy(m => m.MemberId, StringComparer.Ordinal)
            .Select(m => m.ToContract(withClients: true)));
        return response;
    }

    private string IssuerOf(string requested) => requested.Length == 0 ? issuer.Value.Authority : requested;

    private static void Refuse(List<FieldViolation> violations)
    {
        if (violations.Count > 0)
        {
            throw Refusal.Invalid(violations).ToException();
        }
    }

    private Task<Member> ChangeAsync(string id, Func<MemberState?, (IMessage? Event, Refusal? Refusal)> decide, ServerCallContext context) =>
        ChangeAsync(id, (state, _) => decide(state), context);

    private async Task<Member> ChangeAsync(
        string id, Func<MemberState?, MemberDirectory, (IMessage? Event, Refusal? Refusal)> decide, ServerCallContext context)
    {
        if (!MemberId.IsValid(id))
        {
            throw MemberRefusals.NoSuchMember.ToException();
        }

        var state = await changes.DecideAsync<MemberState>(
            context.Caller().Acting,
            StreamKeys.Member(id),
            async held =>
            {
                // Read while the change holds the rules: nobody else can bind the same client meanwhile.
                var (happened, refusal) = decide(held, (await members.CurrentAsync(context.CancellationToken)).View);
                return (happened is null ? [] : [happened], refusal);
            },
            context.CancellationToken);
        return state.ToContract(withClients: true);
    }
}
