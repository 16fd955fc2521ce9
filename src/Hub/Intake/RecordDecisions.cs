using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>What becomes of a submitted revision: exactly one of the three is set.</summary>
/// <param name="EventType">Accepted, as this event.</param>
/// <param name="Held">Already held with the same content.</param>
internal readonly record struct SubmitDecision(string? EventType, HeldRevision? Held, ErrorReason Rejection);

/// <summary>
/// The revision rules: the first may be any, then strictly higher, gaps allowed; the same again is a duplicate; the same number with
/// other content is a conflict; a lower one that was never held is stale; nothing follows an expunge. Pure.
/// </summary>
internal static class RecordDecisions
{
    public static SubmitDecision Submit(RecordState state, uint revision, byte[] contentDigest)
    {
        if (state.IsExpunged || state.IsUnreadable)
        {
            return new SubmitDecision(null, null, state.IsExpunged ? ErrorReason.RecordExpunged : ErrorReason.BodyUnavailable);
        }

        if (state.Revisions.TryGetValue(revision, out var held))
        {
            return held.ContentDigest.AsSpan().SequenceEqual(contentDigest)
                ? new SubmitDecision(null, held, ErrorReason.Unspecified)
                : new SubmitDecision(null, null, ErrorReason.RevisionConflict);
        }

        return state.Revision == 0 ? new SubmitDecision(EventTypes.RecordSubmitted, null, ErrorReason.Unspecified)
            : revision > state.Revision ? new SubmitDecision(EventTypes.RecordRevised, null, ErrorReason.Unspecified)
            : new SubmitDecision(null, null, ErrorReason.RevisionStale);
    }

    /// <param name="expectedRevision">0, or the revision that must be current.</param>
    public static (RecordRetracted? Event, HeldRevision? Held, Refusal? Refusal) Retract(RecordState? state, uint expectedRevision, string reason)
    {
        if (state is { IsExpunged: true })
        {
            return (null, null, IntakeRefusals.Expunged);
        }

        if (state is { IsUnreadable: true })
        {
            return (null, null, HistoryRefusals.BodyUnavailable);
        }

        if (state is null || state.Revision == 0)
        {
            return (null, null, Refusal.NotFound);
        }

        if (expectedRevision != 0 && expectedRevision != state.Revision)
        {
            return (null, null, IntakeRefusals.OtherRevision(state.Revision));
        }

        return state.Retraction is { } standing
            ? (null, standing, null)
            : (new RecordRetracted
            {
                Reason = reason,
                Revision = state.Revision,
                Tlp = state.Tlp,
                Confidence = state.Confidence,
                Attributes = state.Attributes,
            }, null, null);
    }
}
