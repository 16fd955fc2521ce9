using Google.Protobuf;
using Grpc.Core;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

internal sealed class AgreementService(RuleChanges changes, AgreementBook agreements, MemberBook members, TimeProvider time)
    : V1.AgreementService.AgreementServiceBase
{
    [Allow(Who.Member | Who.Auditor)]
    public override async Task<ProposeResponse> Propose(ProposeRequest request, ServerCallContext context)
    {
        var id = request.AgreementId.Length == 0 ? Ids.New(time) : ParseId(request.AgreementId);
        var held = request.AgreementId.Length == 0 ? null : (await agreements.CurrentAsync(context.CancellationToken)).View.Find(id);
        if (held is null)
        {
            await CheckAsync(request.Terms, context.CancellationToken);
        }

        var caller = context.Caller();
        return new ProposeResponse
        {
            Agreement = await ChangeAsync(id, state => AgreementDecisions.Propose(state, caller.Member, request.Terms ?? new()), context),
        };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<CountersignResponse> Countersign(CountersignRequest request, ServerCallContext context) => new()
    {
        Agreement = await ChangeAsync(
            ParseId(request.AgreementId), state => AgreementDecisions.Countersign(state, context.Caller().Member, request.Revision), context),
    };

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<TerminateResponse> Terminate(TerminateRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Text("reason", request.Reason, 1, Violations.ReasonLength);
        violations.Throw();
        return new TerminateResponse
        {
            Agreement = await ChangeAsync(
                ParseId(request.AgreementId), state => AgreementDecisions.Terminate(state, context.Caller().Member, request.Reason), context),
        };
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<AgreementServiceGetResponse> Get(AgreementServiceGetRequest request, ServerCallContext context)
    {
        var state = (await agreements.CurrentAsync(context.CancellationToken)).View.Find(ParseId(request.AgreementId));
        return state is not null && MayRead(context.Caller(), state)
            ? new AgreementServiceGetResponse { Agreement = state.ToContract() }
            : throw Refusal.NotFound.ToException();
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<AgreementServiceListResponse> List(AgreementServiceListRequest request, ServerCallContext context)
    {
        var response = new AgreementServiceListResponse();
        response.Agreements.AddRange((await agreements.CurrentAsync(context.CancellationToken)).View.All
            .Where(a => MayRead(context.Caller(), a) && (!request.InForceOnly || a.Status == AgreementStatus.InForce))
            .OrderBy(a => a.Signatures[0].SignedAt).ThenBy(a => a.Id, StringComparer.Ordinal)
            .Select(a => a.ToContract()));
        return response;
    }

    private static bool MayRead(Caller caller, AgreementState state) => caller.IsAuditor || state.Parties.Contains(caller.Member);

    private static Guid ParseId(string id) =>
        Guid.TryParseExact(id, "D", out var parsed) && parsed.ToString("D") == id
            ? parsed
            : throw Refusal.Invalid("agreement_id", "must be a lower-case UUID such as 0190a8d2-…-… in 36 characters").ToException();

    private async Task CheckAsync(AgreementTerms? terms, CancellationToken stop)
    {
        if (terms is null)
        {
            throw Refusal.Invalid("terms", "must be given").ToException();
        }

        var (directory, _, now) = await members.CurrentAsync(stop);
        var found = TermsValidator.Validate(terms, now)
            .Select(v => new FieldViolation { Field = $"terms.{v.Field}", Description = v.Description }).ToList();
        found.AddRange(terms.Recipients.Prepend(terms.Provider).Where(m => directory.Find(m) is null).Distinct()
            .Select(m => new FieldViolation { Field = m == terms.Provider ? "terms.provider" : "terms.recipients", Description = "must be members of this hub" }));
        if (found.Count > 0)
        {
            throw Refusal.Invalid(found).ToException();
        }
    }

    private async Task<Agreement> ChangeAsync(
        Guid id, Func<AgreementState?, (IReadOnlyList<IMessage> Events, Refusal? Refusal)> decide, ServerCallContext context)
    {
        var state = await changes.DecideAsync<AgreementState>(
            context.Caller().Acting, StreamKeys.Agreement(id), held => Task.FromResult(decide(held)), context.CancellationToken);
        return state.ToContract();
    }
}
