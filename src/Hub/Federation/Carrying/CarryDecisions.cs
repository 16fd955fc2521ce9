using Google.Protobuf;
using SharingHub.Hub.Agreements;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Carrying;

/// <summary>What becomes of an agreement that carries a peer's terms. Pure: as it is and as the peer's is in, events out; none when nothing would change.</summary>
internal static class CarryDecisions
{
    /// <param name="held">The agreement here; null when there is none yet.</param>
    /// <param name="terms">What the peer's lets its member have; null when nothing.</param>
    /// <param name="origin">How the peer's stands.</param>
    /// <remarks>
    /// Nobody is bound to terms that it did not sign: changed terms wait for the member's signature, and until then nothing is shared, for nobody can tell by
    /// looking at two texts which of them gives less. What the peer changed for others alone changes nothing here, and what came before it still counts.
    /// </remarks>
    public static IReadOnlyList<IMessage> Follow(AgreementState? held, AgreementTerms? terms, OriginStanding origin)
    {
        if (held is null)
        {
            return terms is null || origin.Ended is not null ? [] : [new AgreementProposed { Terms = terms }, .. Suspend(terms.Provider, origin.Suspended)];
        }

        if (CarriedAgreement.IsOver(held))
        {
            return [];
        }

        var provider = held.Terms.Provider;
        if (origin.Ended is not null || terms is null)
        {
            return [new AgreementTerminated { Member = provider, Reason = Short(origin.Ended ?? "the peer's agreement no longer names this member") }];
        }

        var newest = held.Amendment ?? held.Current;
        var changed = !CarriedTerms.AreTheSame(newest.Terms, terms);
        if (changed && held.Status == AgreementStatus.Proposed)
        {
            // Nobody signed it yet: another is proposed in its place.
            return [new AgreementTerminated { Member = provider, Reason = "the terms changed at the peer before they were signed" }];
        }

        var number = held.Revisions[^1].Number + 1;
        var unsigned = changed ? number : held.Amendment?.Number;
        var why = origin.Suspended ?? (unsigned is null ? null : $"the terms changed at the peer; revision {unsigned} waits for a signature");
        return
        [
            .. changed ? [new AgreementAmended { Revision = number, Terms = terms }] : Array.Empty<IMessage>(),
            .. IsSuspendedBy(held, provider) == why is not null ? [] : why is null ? [new AgreementResumed { Member = provider }] : Suspend(provider, why),
        ];
    }

    /// <summary>The hub itself stops it: the peer is silent, or what it sent does not check. The reason that holds now takes the place of an earlier one, in one commit.</summary>
    public static IReadOnlyList<IMessage> Halt(AgreementState held, string peer, string reason) =>
        CarriedAgreement.IsOver(held) || held.Suspensions.Exists(s => s.Member == peer && s.Reason == Short(reason)) ? []
        : [.. IsSuspendedBy(held, peer) ? [new AgreementResumed { Member = peer }] : Array.Empty<IMessage>(), .. Suspend(peer, reason)];

    /// <summary>Takes <see cref="Halt"/> back.</summary>
    public static IReadOnlyList<IMessage> GoOn(AgreementState held, string peer) =>
        CarriedAgreement.IsOver(held) || !IsSuspendedBy(held, peer) ? [] : [new AgreementResumed { Member = peer }];

    /// <summary>The exchange with the peer ended.</summary>
    public static IReadOnlyList<IMessage> End(AgreementState held, string peer, string reason) =>
        CarriedAgreement.IsOver(held) ? [] : [new AgreementTerminated { Member = peer, Reason = Short(reason) }];

    private static bool IsSuspendedBy(AgreementState held, string member) => held.Suspensions.Exists(s => s.Member == member);

    private static IMessage[] Suspend(string member, string? reason) => reason is null ? [] : [new AgreementSuspended { Member = member, Reason = Short(reason) }];

    private static string Short(string reason) => reason.Length <= Foundation.Violations.ReasonLength ? reason : reason[..Foundation.Violations.ReasonLength];
}
