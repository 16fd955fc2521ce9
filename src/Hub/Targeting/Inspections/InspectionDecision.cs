using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>What becomes of an act: exactly one of the three is set.</summary>
/// <param name="Next">What the inspection says from now on.</param>
/// <param name="Recorded">The revision that recorded this act before.</param>
internal readonly record struct InspectionDecision(Inspection? Next, uint? Recorded, Refusal? Refusal)
{
    public static implicit operator InspectionDecision(Refusal refusal) => new(null, null, refusal);

    public static implicit operator InspectionDecision(Inspection next) => new(next, null, null);

    public static implicit operator InspectionDecision(uint recorded) => new(null, recorded, null);
}
