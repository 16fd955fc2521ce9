using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.V1;
using Decision = (System.Collections.Generic.IReadOnlyList<Google.Protobuf.IMessage> Events, SharingHub.Hub.Foundation.Refusal? Refusal);

namespace SharingHub.Hub.Agreements;

/// <summary>Whether new terms may be put before the parties of an agreement in force. Pure.</summary>
internal static class Amending
{
    /// <summary>
    /// One amendment at a time: who proposed it may replace it, under a number of its own, so that nobody signs what it has not read;
    /// the others wait or sign.
    /// </summary>
    /// <param name="members">As they are now.</param>
    public static Decision Amend(AgreementState? state, string member, uint expectedRevision, AgreementTerms? terms, MemberDirectory members, DateTimeOffset now)
    {
        if (AgreementDecisions.RefusalTo(state, member, now) is { } refusal)
        {
            return ([], refusal);
        }

        if (state!.Status == AgreementStatus.Proposed)
        {
            return ([], AgreementRefusals.AmendsNothing);
        }

        if (MemberId.IsOfAnotherHub(state.Terms.Provider) && member != state.Terms.Provider)
        {
            return ([], AgreementRefusals.AmendedAtItsHub);
        }

        if (state.Revision != expectedRevision)
        {
            return ([], AgreementRefusals.OtherRevision(state.Revision));
        }

        var own = state.Amendment?.Signatures[0].Member == member;
        if (own && state.Amendment!.Terms.Equals(terms))
        {
            return ([], null);
        }

        if (terms is null)
        {
            return ([], Refusal.Invalid("terms", "must be given"));
        }

        if (Violations(state.Terms, terms, members, now) is { Count: > 0 } violations)
        {
            return ([], Refusal.Invalid(violations));
        }

        return state.Amendment is { } underWay && !own ? ([], AgreementRefusals.AmendmentUnderWay(underWay.Number))
            : terms.Equals(state.Terms) ? ([], AgreementRefusals.InForceAlready)
            : ([new AgreementAmended { Revision = state.Revisions[^1].Number + 1, Terms = terms }], null);
    }

    private static List<FieldViolation> Violations(AgreementTerms held, AgreementTerms terms, MemberDirectory members, DateTimeOffset now)
    {
        // The old valid_from may well be in the past, so that rule is left out; the one below takes its place.
        var undated = terms.Clone();
        undated.ValidFrom = null;
        var found = TermsValidator.FaultsOf(terms).Union(TermsValidator.Validate(undated, now))
            .Select(v => new FieldViolation { Field = $"terms.{v.Field}", Description = v.Description }).ToList();
        found.AddRange(PeerHubRules.Check(terms, members));
        void Require(bool holds, string field, string rule)
        {
            if (!holds)
            {
                found.Add(new FieldViolation { Field = field, Description = rule });
            }
        }

        Require(terms.Provider == held.Provider, "terms.provider", $"must stay '{held.Provider}'; between other parties propose another agreement");
        Require(
            terms.Recipients.Order(StringComparer.Ordinal).SequenceEqual(held.Recipients.Order(StringComparer.Ordinal)),
            "terms.recipients", "must stay the same members; between other parties propose another agreement");
        // New terms take the place of the old at one instant. A beginning of their own could leave a gap between the two, or an overlap.
        Require(
            terms.ValidFrom is null || terms.ValidFrom.Equals(held.ValidFrom),
            "terms.valid_from", "must be absent, to begin with the last signature, or that of the revision in force");
        return found;
    }
}
