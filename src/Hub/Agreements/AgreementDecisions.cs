using SharingHub.Hub.Foundation;
using SharingHub.V1;
using Decision = (System.Collections.Generic.IReadOnlyList<Google.Protobuf.IMessage> Events, SharingHub.Hub.Foundation.Refusal? Refusal);

namespace SharingHub.Hub.Agreements;

/// <summary>
/// What may happen to an agreement. Pure: state, command and the database's clock in, events or refusal out; no event when nothing would
/// change. Whoever is no party is told the same as if there were no agreement. Amendments: <see cref="Amending"/>.
/// </summary>
internal static class AgreementDecisions
{
    public static Decision Propose(AgreementState? state, string member, AgreementTerms terms)
    {
        if (member != terms.Provider && !terms.Recipients.Contains(member))
        {
            return ([], AgreementRefusals.NotAParty);
        }

        if (state is null)
        {
            return ([new AgreementProposed { Terms = terms }], null);
        }

        var first = state.Revisions[0];
        var again = state.Revisions.Count == 1 && first.Terms.Equals(terms) && first.Signatures[0].Member == member;
        return ([], again ? null : AgreementRefusals.IdTaken);
    }

    public static Decision Countersign(AgreementState? state, string member, uint revision, DateTimeOffset now)
    {
        if (RefusalTo(state, member, now) is { } refusal)
        {
            return ([], refusal);
        }

        var open = state!.Amendment ?? state.Current;
        if (revision != open.Number && revision != state.Revision)
        {
            return ([], AgreementRefusals.OtherRevision(open.Number));
        }

        var signing = revision == open.Number ? open : state.Current;
        if (signing.IsSignedBy(member))
        {
            return ([], null);
        }

        if (signing.Terms.ValidUntil is { } until && Instants.Ceiling(until) <= now)
        {
            return ([], AgreementRefusals.RevisionLapsed(revision));
        }

        var countersigned = new AgreementCountersigned { Revision = revision, Member = member };
        return state.Parties.All(party => party == member || signing.IsSignedBy(party))
            ? ([countersigned, new AgreementCameIntoForce { Revision = revision }], null)
            : ([countersigned], null);
    }

    public static Decision Suspend(AgreementState? state, string member, string reason, DateTimeOffset now)
    {
        if (RefusalTo(state, member, now) is { } refusal)
        {
            return ([], refusal);
        }

        return state!.Status == AgreementStatus.Proposed ? ([], AgreementRefusals.NotYetInForce)
            : state.Suspensions.Exists(s => s.Member == member) ? ([], null)
            : ([new AgreementSuspended { Member = member, Reason = reason }], null);
    }

    public static Decision Resume(AgreementState? state, string member, DateTimeOffset now)
    {
        if (RefusalTo(state, member, now) is { } refusal)
        {
            return ([], refusal);
        }

        return state!.Status switch
        {
            AgreementStatus.Proposed => ([], AgreementRefusals.NotYetInForce),
            AgreementStatus.InForce => ([], null),
            _ when state.Suspensions.Exists(s => s.Member == member) => ([new AgreementResumed { Member = member }], null),
            _ => ([], AgreementRefusals.SuspendedByOthers(state.Suspensions.Select(s => s.Member))),
        };
    }

    public static Decision Terminate(AgreementState? state, string member, string reason, DateTimeOffset now)
    {
        if (state is { Status: AgreementStatus.Terminated } && state.Parties.Contains(member))
        {
            return ([], null);
        }

        return RefusalTo(state, member, now) is { } refusal ? ([], refusal) : ([new AgreementTerminated { Member = member, Reason = reason }], null);
    }

    /// <summary>Notes that the validity has passed, once.</summary>
    public static Decision Expire(AgreementState? state, DateTimeOffset now) =>
        state is null or { Status: AgreementStatus.Terminated or AgreementStatus.Expired } || !state.HasLapsed(now)
            ? ([], null)
            : ([new AgreementExpired { Revision = state.Revision }], null);

    /// <summary>Why this member can no longer, or never could, do anything with the agreement.</summary>
    internal static Refusal? RefusalTo(AgreementState? state, string member, DateTimeOffset now) =>
        state is null || !state.Parties.Contains(member) ? Refusal.NotFound
        : state.Status == AgreementStatus.Terminated ? AgreementRefusals.Terminated
        : state.HasLapsed(now) ? AgreementRefusals.Expired
        : null;
}
