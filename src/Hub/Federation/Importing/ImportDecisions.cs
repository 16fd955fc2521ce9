using Google.Protobuf;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>What a foreign act adds to its record here. Pure.</summary>
/// <param name="Type">The event's; null when the act adds nothing.</param>
/// <param name="Expunges">Whether the record is to be expunged.</param>
internal readonly record struct ImportDecision(string? Type, byte[] Body, bool Expunges = false)
{
    public static ImportDecision Nothing => new(null, []);
}

internal static class ImportDecisions
{
    /// <param name="state">The record here; null when there is none.</param>
    /// <exception cref="PeerRefusedException">The act cannot follow what the peer said of the record before.</exception>
    public static ImportDecision Decide(RecordState? state, ForeignAct act) => act.Record is null ? OfNotice(state, act) : OfView(state!, act.Record, act);

    private static ImportDecision OfView(RecordState state, IntelRecord record, ForeignAct act)
    {
        if (state.IsExpunged)
        {
            throw new PeerRefusedException($"It shows {act.Stream} again, which it had said was expunged.");
        }

        var held = state.Content?.Origin;
        if (held is not null && act.Version < held.Version)
        {
            throw new PeerRefusedException($"It shows version {act.Version} of {act.Stream} after version {held.Version}: views come in the order of their versions.");
        }

        // The same view is sent again when a recipient comes back to rules that changed and changed back.
        return held is not null && state.Retraction is null && SaysTheSame(state.Content!, record) ? ImportDecision.Nothing
            : new ImportDecision(state.Version == 0 ? EventTypes.RecordSubmitted : EventTypes.RecordRevised, record.ToByteArray());
    }

    private static ImportDecision OfNotice(RecordState? state, ForeignAct act)
    {
        if (state is null or { Version: 0 } or { IsExpunged: true })
        {
            return ImportDecision.Nothing;
        }

        var expunges = act.Notice == NoticeType.Expunged;
        if (state.Retraction is not null)
        {
            return new ImportDecision(null, [], expunges);
        }

        var retracted = RecordDecisions.Retract(state, 0, act.Reason.Length > 0 ? act.Reason : "It is no longer for this hub.").Event!;
        return new ImportDecision(EventTypes.RecordRetracted, retracted.ToByteArray(), expunges);
    }

    private static bool SaysTheSame(IntelRecord held, IntelRecord next)
    {
        var (one, other) = (held.Clone(), next.Clone());
        foreach (var origin in new[] { one.Origin, other.Origin })
        {
            // Records of before hold the receipt themselves.
            (origin.DisclosureId, origin.DisclosureReceipt) = ("", null);
        }

        return one.Equals(other);
    }
}
