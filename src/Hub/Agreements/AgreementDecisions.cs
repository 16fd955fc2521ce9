using Google.Protobuf;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>What may happen to an agreement. Pure: state and command in, events or refusal out; no event when nothing would change.</summary>
internal static class AgreementDecisions
{
    public static (IReadOnlyList<IMessage> Events, Refusal? Refusal) Propose(AgreementState? state, string member, AgreementTerms terms)
    {
        if (member != terms.Provider && !terms.Recipients.Contains(member))
        {
            return ([], AgreementRefusals.NotAParty);
        }

        if (state is null)
        {
            return ([new AgreementProposed { Terms = terms }], null);
        }

        var again = state.Revision == 1 && state.Terms.Equals(terms) && state.Signatures[0].Member == member;
        return ([], again ? null : AgreementRefusals.IdTaken);
    }

    public static (IReadOnlyList<IMessage> Events, Refusal? Refusal) Countersign(AgreementState? state, string member, uint revision)
    {
        if (state is null || !state.Parties.Contains(member))
        {
            return ([], Refusal.NotFound);
        }

        if (state.Status == AgreementStatus.Terminated)
        {
            return ([], AgreementRefusals.Ended);
        }

        if (state.Revision != revision)
        {
            return ([], AgreementRefusals.OtherRevision(state.Revision));
        }

        var signed = state.Signatures.Select(s => s.Member).ToHashSet(StringComparer.Ordinal);
        if (!signed.Add(member))
        {
            return ([], null);
        }

        var countersigned = new AgreementCountersigned { Revision = revision, Member = member };
        return signed.IsSupersetOf(state.Parties)
            ? ([countersigned, new AgreementCameIntoForce { Revision = revision }], null)
            : ([countersigned], null);
    }

    public static (IReadOnlyList<IMessage> Events, Refusal? Refusal) Terminate(AgreementState? state, string member, string reason)
    {
        if (state is null || !state.Parties.Contains(member))
        {
            return ([], Refusal.NotFound);
        }

        return state.Status == AgreementStatus.Terminated
            ? ([], null)
            : ([new AgreementTerminated { Member = member, Reason = reason }], null);
    }
}
