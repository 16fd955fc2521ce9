using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Answers why, and what if.</summary>
internal sealed class DecisionQuestions(LedgerReader ledger, PastRules past, SharingBook book) : IDecisionQuestions
{
    public async Task<ExplainResponse> ExplainAsync(Caller caller, ExplainRequest request, CancellationToken stop)
    {
        var moment = await past.AtAsync(request.At is null ? null : new AsOf { Time = request.At }, stop);
        var act = (await ledger.ReadLastActsAsync([StreamKeys.Record(request.Name)], moment.Index, stop)).SingleOrDefault();
        if (act is null || PageReader.FactsOf(act) is not { Record: not null } record)
        {
            throw Refusal.NotFound.ToException();
        }

        var (facts, sharing) = (record.Facts, moment.Sharing);
        var decided = sharing.Decide(sharing.EntitlementOf(request.Recipient, request.Purpose), facts);
        Hearer? hearer = caller.Member == facts.Contributor ? Hearer.Contributor
            : caller.IsAuditor ? Hearer.Auditor
            : caller.Member == request.Recipient && decided is not null ? Hearer.Recipient
            : null;
        if (hearer is null)
        {
            throw Refusal.NotFound.ToException();
        }

        var explanation = DecisionExplainer.Explain(
            request.Recipient, request.Purpose, facts, sharing.Agreements.Between(facts.Contributor, request.Recipient), sharing.Now);
        return Explained.Of(explanation, decided, facts.Kind, contributorActs: sharing.Members.IsActive(facts.Contributor), hearer.Value);
    }

    public async Task<SimulateResponse> SimulateAsync(Guid agreementId, AgreementTerms draft, CancellationToken stop)
    {
        var now = await book.CurrentAsync(stop);
        // It would come into force now, or begin later as it says.
        var would = now with { Agreements = now.Agreements.With(new AgreementInForce(agreementId, uint.MaxValue, 0, draft, now.Now)) };
        if (draft.ValidFrom?.ToDateTimeOffset() is { } begins && begins > now.Now)
        {
            would = would with { Now = begins };
        }

        var simulation = new Simulation(now, would, draft, now.Agreements.Find(agreementId)?.Terms);
        var head = await ledger.HeadAsync(stop);
        for (var from = -1L; from < head;)
        {
            (var acts, from) = await ledger.ReadRecordsAsync(from, head, simulation.Sources, andExpunged: false, stop);
            acts.ForEach(simulation.Look);
        }

        return simulation.Answer();
    }
}
