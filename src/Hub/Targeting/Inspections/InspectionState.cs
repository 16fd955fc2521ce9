using SharingHub.Hub.Intake;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>An inspection as its last act left it.</summary>
/// <param name="Agency">Member that requested it: the record's contributor.</param>
/// <param name="Revision">Of the record: each act counts one.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Body">What the record says; never changed in place.</param>
internal sealed record InspectionState(string Agency, uint Revision, Tlp Tlp, Inspection Body)
{
    public bool IsOpen => IsOpenAt(Body.Status);

    public static bool IsOpenAt(InspectionStatus status) => status is InspectionStatus.Requested or InspectionStatus.Held or InspectionStatus.Examined;

    /// <summary>Null where there is no such record.</summary>
    public static InspectionState? Of(string agency, RecordState? record) =>
        record?.Content is { Inspection: { } body } content ? new InspectionState(agency, content.Revision, content.Tlp, body) : null;

    /// <summary>Whether somebody is behind time: computed from what was promised, never stored.</summary>
    public bool IsLate(DateTimeOffset now) => Deadline is { } deadline && now > deadline;

    /// <summary>By when the next act is due; null when none is.</summary>
    public DateTimeOffset? Deadline => Body.Status switch
    {
        InspectionStatus.Requested => Body.RespondBy.ToDateTimeOffset(),
        InspectionStatus.Held => Body.Hold.Until.ToDateTimeOffset(),
        _ => null,
    };
}
