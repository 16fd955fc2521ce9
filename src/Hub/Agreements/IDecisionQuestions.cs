using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>Questions about agreements that only records can answer. This room may not ask for records; Disclosure answers.</summary>
internal interface IDecisionQuestions
{
    /// <summary>Why a record can or cannot reach a recipient. NOT_FOUND as a status when the caller may not know.</summary>
    Task<ExplainResponse> ExplainAsync(Caller caller, ExplainRequest request, CancellationToken stop);

    /// <summary>What would change if an agreement had these terms.</summary>
    Task<SimulateResponse> SimulateAsync(Guid agreementId, AgreementTerms draft, CancellationToken stop);
}
