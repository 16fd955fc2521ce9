using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Intake.Validation;
using SharingHub.Hub.Intake.Validation.Bodies;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>Checks what is asked; every violation at once. What the hub sets in an act is not the caller's to say, and is not looked at.</summary>
internal static class InspectionRequests
{
    /// <summary>Stands where the hub sets the time and the revision of an act, until it does.</summary>
    private static readonly Timestamp NotYet = new();

    public static void CheckPurpose(Purpose purpose)
    {
        var found = new Violations();
        Stated(found, purpose);
        found.Throw();
    }

    public static void Check(RequestInspectionRequest request)
    {
        var found = new Violations();
        Stated(found, request.Purpose);
        Shipment(found, request.Shipment);
        found.When(request.InspectionId.Length > 0 && !IsId(request.InspectionId), "inspection_id", "must be empty or a lower-case UUID in 36 characters");
        var check = new Checker(null);
        check.Given("tlp", request.Tlp);
        InspectionRules.Request(ref check, request.Reason, request.RespondBy);
        found.All.AddRange(check.Result.Violations);
        found.Throw();
    }

    public static void Check(ExplainLeadRequest request)
    {
        var found = new Violations();
        Stated(found, request.Purpose);
        Shipment(found, request.Shipment);
        found.Throw();
    }

    public static void Check(GetInspectionRequest request)
    {
        var found = new Violations();
        Stated(found, request.Purpose);
        found.When(!IsId(request.InspectionId), "inspection_id", "must be a lower-case UUID in 36 characters");
        found.Throw();
    }

    public static (RecordName Name, InspectionHold Act) Check(RecordHoldRequest request)
    {
        var act = request.Hold?.Clone();
        if (act is not null)
        {
            (act.RecordedAt, act.Revision) = (NotYet, 1);
        }

        return Checked(request.Purpose, request.Name, "hold", act, InspectionRules.Hold);
    }

    public static (RecordName Name, InspectionMiss Act) Check(RecordMissRequest request)
    {
        var act = request.Miss?.Clone();
        if (act is not null)
        {
            (act.RecordedAt, act.Revision) = (NotYet, 1);
        }

        return Checked(request.Purpose, request.Name, "miss", act, InspectionRules.Miss);
    }

    public static (RecordName Name, InspectionExamination Act) Check(RecordExaminationRequest request)
    {
        var act = request.Examination?.Clone();
        if (act is not null)
        {
            (act.RecordedAt, act.Revision) = (NotYet, 1);
        }

        return Checked(request.Purpose, request.Name, "examination", act, InspectionRules.Examination);
    }

    public static (RecordName Name, InspectionFinding Act) Check(RecordOutcomeRequest request)
    {
        var act = request.Finding?.Clone();
        if (act is not null)
        {
            (act.RecordedAt, act.Revision) = (NotYet, 1);
        }

        return Checked(request.Purpose, request.Name, "finding", act, InspectionRules.FindingToRecord);
    }

    public static (RecordName Name, InspectionWithdrawal Act) Check(WithdrawRequestRequest request)
    {
        var act = request.Withdrawal?.Clone();
        if (act is not null)
        {
            (act.RecordedAt, act.Revision) = (NotYet, 1);
        }

        return Checked(request.Purpose, request.Name, "withdrawal", act, InspectionRules.Withdrawal);
    }

    private static (RecordName, T) Checked<T>(Purpose purpose, RecordName? name, string field, T? act, MessageRule<T> rule)
        where T : class
    {
        var found = new Violations();
        Stated(found, purpose);
        found.Record("name", name, ownIsUnderstood: true);
        found.When(name is { Kind: not RecordKind.Inspection }, "name.kind", "must be RECORD_KIND_INSPECTION");
        found.When(name is { Revision: 0 }, "name.revision", "must be the revision that was read, from 1");
        var check = new Checker(null);
        check.Message(field, act, rule, required: true);
        found.All.AddRange(check.Result.Violations);
        found.Throw();
        return (name!.Clone(), act!);
    }

    private static void Shipment(Violations found, RecordName? name)
    {
        found.Record("shipment", name);
        found.When(name is { Kind: not RecordKind.Shipment }, "shipment.kind", "must be RECORD_KIND_SHIPMENT");
    }

    private static void Stated(Violations found, Purpose purpose) =>
        found.When(purpose == Purpose.Unspecified || !System.Enum.IsDefined(purpose), "purpose", "must be stated: one of the purposes of the contract");

    private static bool IsId(string id) => Guid.TryParseExact(id, "D", out var parsed) && parsed.ToString("D") == id;
}
