using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>What goes back to a contributor. A receipt is made from history alone, so it is byte-equal whenever it is asked for.</summary>
internal static class Results
{
    public static SubmitResult Taken(PendingRecord pending, SubmitOutcome outcome, HeldRevision held)
    {
        Telemetry.RecordsTaken.Add(1, new KeyValuePair<string, object?>("outcome", outcome == SubmitOutcome.Accepted ? "accepted" : "duplicate"));
        var result = new SubmitResult { Position = pending.Position, Outcome = outcome, Receipt = Receipt(pending.Name, held) };
        result.Warnings.AddRange(pending.Warnings);
        return result;
    }

    public static SubmitResult Rejected(ulong position, ErrorReason reason)
    {
        var result = Rejected(position, Refusal.NameOf(reason));
        result.Violations.Add(new FieldViolation
        {
            Field = reason == ErrorReason.RecordMalformed ? "record" : "revision",
            Description = IntakeRefusals.Explain(reason),
        });
        return result;
    }

    /// <summary>Of a message whose signature does not hold.</summary>
    public static SubmitResult Rejected(ulong position, FieldViolation signature)
    {
        var result = Rejected(position, Refusal.NameOf(ErrorReason.SignatureInvalid));
        result.Violations.Add(signature);
        return result;
    }

    public static SubmitResult Invalid(ulong position, ValidationResult validation)
    {
        var result = Rejected(position, Refusal.NameOf(ErrorReason.RecordInvalid));
        result.Violations.AddRange(validation.Violations);
        result.Warnings.AddRange(validation.Warnings);
        return result;
    }

    /// <summary>Of a kind that another service makes.</summary>
    public static SubmitResult NotSubmitted(ulong position)
    {
        var result = Rejected(position, Refusal.NameOf(ErrorReason.RecordInvalid));
        result.Violations.Add(new FieldViolation { Field = "inspection", Description = IntakeRefusals.InspectionsAreRequested });
        return result;
    }

    public static RecordReceipt Receipt(RecordName name, HeldRevision held) => new()
    {
        EventId = held.EventId.ToString("D"),
        Name = name,
        Version = (ulong)held.Version,
        CommittedAt = held.CommittedAt.ToTimestamp(),
        ContentDigest = UnsafeByteOperations.UnsafeWrap(held.ContentDigest),
    };

    private static SubmitResult Rejected(ulong position, string reason)
    {
        Telemetry.RecordsTaken.Add(1, new KeyValuePair<string, object?>("outcome", "rejected"));
        return new SubmitResult { Position = position, Outcome = SubmitOutcome.Rejected, Reason = reason };
    }
}
