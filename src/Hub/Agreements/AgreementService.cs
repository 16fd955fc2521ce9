using Google.Protobuf;
using Grpc.Core;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

internal sealed class AgreementService(
    RuleChanges changes, AgreementBook agreements, MemberBook members, IDeliveryCounts deliveries, IDecisionQuestions questions, RuleWatch rules, StreamLives lives, TimeProvider time)
    : V1.AgreementService.AgreementServiceBase
{
    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    [NeedsEvidence]
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
            Agreement = await ChangeAsync(id, (state, _) => AgreementDecisions.Propose(state, caller.Member, request.Terms ?? new()), context),
        };
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    [NeedsEvidence]
    public override async Task<CountersignResponse> Countersign(CountersignRequest request, ServerCallContext context) => new()
    {
        Agreement = await ChangeAsync(
            ParseId(request.AgreementId), (state, now) => AgreementDecisions.Countersign(state, context.Caller().Member, request.Revision, now), context),
    };

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    [NeedsEvidence]
    public override async Task<AmendResponse> Amend(AmendRequest request, ServerCallContext context)
    {
        var (directory, _, _) = await members.CurrentAsync(context.CancellationToken);
        return new AmendResponse
        {
            Agreement = await ChangeAsync(
                ParseId(request.AgreementId),
                (state, now) => Amending.Amend(state, context.Caller().Member, request.ExpectedRevision, request.Terms, directory, now),
                context),
        };
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<AgreementServiceSuspendResponse> Suspend(AgreementServiceSuspendRequest request, ServerCallContext context)
    {
        CheckReason(request.Reason);
        return new AgreementServiceSuspendResponse
        {
            Agreement = await ChangeAsync(
                ParseId(request.AgreementId), (state, now) => AgreementDecisions.Suspend(state, context.Caller().Member, request.Reason, now), context),
        };
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    [NeedsEvidence]
    public override async Task<ResumeResponse> Resume(ResumeRequest request, ServerCallContext context) => new()
    {
        Agreement = await ChangeAsync(
            ParseId(request.AgreementId), (state, now) => AgreementDecisions.Resume(state, context.Caller().Member, now), context),
    };

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<TerminateResponse> Terminate(TerminateRequest request, ServerCallContext context)
    {
        CheckReason(request.Reason);
        return new TerminateResponse
        {
            Agreement = await ChangeAsync(
                ParseId(request.AgreementId), (state, now) => AgreementDecisions.Terminate(state, context.Caller().Member, request.Reason, now), context),
        };
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<AgreementServiceGetResponse> Get(AgreementServiceGetRequest request, ServerCallContext context)
    {
        var state = (await agreements.CurrentAsync(context.CancellationToken)).View.Find(ParseId(request.AgreementId));
        return state is not null && state.IsReadableBy(context.Caller())
            ? new AgreementServiceGetResponse { Agreement = state.ToContract() }
            : throw Refusal.NotFound.ToException();
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task<AgreementServiceListResponse> List(AgreementServiceListRequest request, ServerCallContext context)
    {
        var response = new AgreementServiceListResponse();
        response.Agreements.AddRange((await agreements.CurrentAsync(context.CancellationToken)).View.ReadableBy(context.Caller())
            .Where(a => !request.InForceOnly || a.Status == AgreementStatus.InForce)
            .Select(a => a.ToContract()));
        return response;
    }

    [Allow(Who.Member | Who.Auditor)]
    public override Task<ExplainResponse> Explain(ExplainRequest request, ServerCallContext context)
    {
        var found = new Violations();
        found.Record("name", request.Name);
        found.When(!RecordNames.IsMemberId(request.Recipient), "recipient", "must be a member id");
        found.When(request.Purpose == Purpose.Unspecified || !Enum.IsDefined(request.Purpose), "purpose", "must be stated: one of the purposes of the contract");
        found.When(request.At is not null && !Instants.Exists(request.At), "at", "must be a time between the years 1 and 9999");
        found.Throw();
        return questions.ExplainAsync(context.Caller(), request, context.CancellationToken);
    }

    [Allow(Who.Member | Who.Auditor)]
    public override async Task<SimulateResponse> Simulate(SimulateRequest request, ServerCallContext context)
    {
        await CheckAsync(request.Draft, context.CancellationToken);
        var caller = context.Caller();
        var held = request.AgreementId.Length == 0 ? null : (await agreements.CurrentAsync(context.CancellationToken)).View.Find(ParseId(request.AgreementId));
        if (request.Draft.Provider != caller.Member || (held is not null && held.Terms.Provider != caller.Member))
        {
            throw AgreementRefusals.ProviderAlone.ToException();
        }

        if (request.AgreementId.Length > 0 && held is null)
        {
            throw Refusal.NotFound.ToException();
        }

        return await questions.SimulateAsync(held?.AgreementId ?? Ids.New(time), request.Draft, context.CancellationToken);
    }

    [Allow(Who.Member | Who.Auditor | Who.PeerHub)]
    public override async Task Watch(
        AgreementServiceWatchRequest request, IServerStreamWriter<AgreementServiceWatchResponse> responseStream, ServerCallContext context)
    {
        var tag = new KeyValuePair<string, object?>("call", "watch");
        Telemetry.OpenStreams.Add(1, tag);
        try
        {
            await using var life = lives.Begin(context);
            await new AgreementWatch(agreements, deliveries, rules, life, responseStream, context).RunAsync();
        }
        finally
        {
            Telemetry.OpenStreams.Add(-1, tag);
        }
    }

    private static void CheckReason(string reason)
    {
        var violations = new Violations();
        violations.Text("reason", reason, 1, Violations.ReasonLength);
        violations.Throw();
    }

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
        found.AddRange(PeerHubRules.Check(terms, directory));
        if (found.Count > 0)
        {
            throw Refusal.Invalid(found).ToException();
        }
    }

    private async Task<Agreement> ChangeAsync(
        Guid id, Func<AgreementState?, DateTimeOffset, (IReadOnlyList<IMessage> Events, Refusal? Refusal)> decide, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        // The clock is read while the change holds the rules, so that what is decided on it is not older than what was decided before.
        var state = await changes.DecideAsync<AgreementState>(
            context.Caller().Acting, StreamKeys.Agreement(id), async held => decide(held, (await changes.NowAsync(stop)).Now), stop);
        return state.ToContract();
    }
}
