using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>An agreement as its parties and auditors read it.</summary>
internal static class AgreementContract
{
    public static Agreement ToContract(this AgreementState state)
    {
        var agreement = new Agreement
        {
            Id = state.AgreementId.ToString("D"),
            Revision = state.Revision,
            Status = state.Status,
            Terms = state.Terms,
            InForceSince = state.Current.InForceSince?.ToTimestamp(),
            TerminatedAt = state.TerminatedAt?.ToTimestamp(),
            TerminatedBy = state.TerminatedBy,
            TerminationReason = state.TerminationReason,
        };
        agreement.Signatures.AddRange(state.Current.Signatures);
        agreement.Suspensions.AddRange(state.Suspensions);
        agreement.EventIds.AddRange(state.EventIds.Select(id => id.ToString("D")));
        if (state.Amendment is { } amendment)
        {
            agreement.Amendment = new Amendment { Revision = amendment.Number, Terms = amendment.Terms };
            agreement.Amendment.Signatures.AddRange(amendment.Signatures);
        }

        return agreement;
    }
}
