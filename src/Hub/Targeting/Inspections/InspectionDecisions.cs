using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>
/// What may happen to an inspection. Pure: state, act and the database's clock in; what it says next, that the act is recorded already, or a refusal out.
/// Whoever is neither its agency nor its addressee is told the same as if there were none.
/// </summary>
internal static class InspectionDecisions
{
    /// <summary>Of the record that a request makes.</summary>
    public const uint FirstRevision = 1;

    /// <param name="state">What there is under the id, if anything.</param>
    /// <param name="asked">As requested, without status.</param>
    /// <param name="tlp">The marking that is asked for.</param>
    public static InspectionDecision Request(InspectionState? state, Inspection asked, Tlp tlp, DateTimeOffset now)
    {
        if (state is not null)
        {
            var held = state.Body;
            var same = (held.Addressee, held.ShipmentId, held.Reason, state.Tlp) == (asked.Addressee, asked.ShipmentId, asked.Reason, tlp) && held.RespondBy.Equals(asked.RespondBy);
            return same ? FirstRevision : InspectionRefusals.IdTaken;
        }

        if (asked.RespondBy.ToDateTimeOffset() <= now)
        {
            return InspectionRefusals.NotLater("respond_by");
        }

        var next = asked.Clone();
        next.Status = InspectionStatus.Requested;
        return next;
    }

    public static InspectionDecision Hold(InspectionState? state, string member, uint expected, InspectionHold hold, DateTimeOffset now) =>
        Act(state, member, Side.Carrier, expected, state?.Body.Hold, hold, [InspectionStatus.Requested], next =>
        {
            if (hold.Until.ToDateTimeOffset() <= now)
            {
                return InspectionRefusals.NotLater("hold.until");
            }

            (next.Status, next.Hold) = (InspectionStatus.Held, hold.Clone());
            (next.Hold.RecordedAt, next.Hold.Revision) = (now.ToTimestamp(), expected + 1);
            return null;
        });

    public static InspectionDecision Miss(InspectionState? state, string member, uint expected, InspectionMiss miss, DateTimeOffset now) =>
        Act(state, member, Side.Carrier, expected, state?.Body.Miss, miss, [InspectionStatus.Requested], next =>
        {
            if (miss.LeftAt.ToDateTimeOffset() > now)
            {
                return InspectionRefusals.InTheFuture("miss.left_at");
            }

            (next.Status, next.Miss) = (InspectionStatus.Missed, miss.Clone());
            (next.Miss.RecordedAt, next.Miss.Revision) = (now.ToTimestamp(), expected + 1);
            return null;
        });

    public static InspectionDecision Examine(InspectionState? state, string member, uint expected, InspectionExamination examination, DateTimeOffset now) =>
        Act(state, member, Side.Agency, expected, state?.Body.Examination, examination, [InspectionStatus.Held], next =>
        {
            if (examination.ExaminedAt.ToDateTimeOffset() > now)
            {
                return InspectionRefusals.InTheFuture("examination.examined_at");
            }

            (next.Status, next.Examination) = (InspectionStatus.Examined, examination.Clone());
            (next.Examination.RecordedAt, next.Examination.Revision) = (now.ToTimestamp(), expected + 1);
            return null;
        });

    public static InspectionDecision Find(InspectionState? state, string member, uint expected, InspectionFinding finding, DateTimeOffset now)
    {
        // A consignment that is not where it was said to be cannot be examined.
        InspectionStatus[] from = finding.Result == InspectionResult.NotFound ? [InspectionStatus.Held, InspectionStatus.Examined] : [InspectionStatus.Examined];
        return Act(state, member, Side.Agency, expected, state?.Body.Finding, finding, from, next =>
        {
            (next.Status, next.Finding) = (InspectionStatus.Closed, finding.Clone());
            (next.Finding.RecordedAt, next.Finding.Revision) = (now.ToTimestamp(), expected + 1);
            return null;
        });
    }

    public static InspectionDecision Withdraw(InspectionState? state, string member, uint expected, InspectionWithdrawal withdrawal, DateTimeOffset now) =>
        Act(state, member, Side.Agency, expected, state?.Body.Withdrawal, withdrawal, [InspectionStatus.Requested, InspectionStatus.Held], next =>
        {
            (next.Status, next.Withdrawal) = (InspectionStatus.Withdrawn, withdrawal.Clone());
            (next.Withdrawal.RecordedAt, next.Withdrawal.Revision) = (now.ToTimestamp(), expected + 1);
            return null;
        });

    /// <summary>What every act goes through: who acts, whether it is recorded already, what was read, and where the inspection stands.</summary>
    private static InspectionDecision Act(
        InspectionState? state, string member, Side side, uint expected, IMessage? recorded, IMessage asked, InspectionStatus[] from, Func<Inspection, Refusal?> apply)
    {
        if (state is null || (member != state.Agency && member != state.Body.Addressee))
        {
            return Refusal.NotFound;
        }

        if (member != (side == Side.Agency ? state.Agency : state.Body.Addressee))
        {
            return side == Side.Agency ? InspectionRefusals.ForTheAgency : InspectionRefusals.ForTheCarrier;
        }

        if (recorded is not null && RevisionIfSame(recorded, asked) is { } revision)
        {
            return revision;
        }

        if (expected != state.Revision)
        {
            return InspectionRefusals.OtherRevision(state.Revision);
        }

        if (!from.Contains(state.Body.Status))
        {
            return InspectionRefusals.WrongStatus(state.Body.Status, from);
        }

        var next = state.Body.Clone();
        return apply(next) is { } refusal ? refusal : next;
    }

    /// <summary>The revision that recorded an act, if it said the same: when and as which revision it was recorded is not part of what was said.</summary>
    private static uint? RevisionIfSame(IMessage recorded, IMessage asked)
    {
        var fields = recorded.Descriptor.Fields.InDeclarationOrder();
        var same = fields.Where(f => f.Name is not ("recorded_at" or "revision")).All(f => Equals(f.Accessor.GetValue(recorded), f.Accessor.GetValue(asked)));
        return same ? (uint)recorded.Descriptor.FindFieldByName("revision").Accessor.GetValue(recorded) : null;
    }

    private enum Side
    {
        Agency,
        Carrier,
    }
}
