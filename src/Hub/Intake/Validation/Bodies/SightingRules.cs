using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class SightingRules
{
    public static void Check(ref Checker check, Sighting sighting)
    {
        check.Message("about", sighting.About, RecordLinkRules.About, required: true);
        check.Given("type", sighting.Type);
        check.Quantity("count", sighting.Count, required: true);
        var first = check.Time("first_seen", sighting.FirstSeen);
        if (check.Time("last_seen", sighting.LastSeen) && first && sighting.LastSeen < sighting.FirstSeen)
            check.Violation("last_seen", "must not be earlier than first_seen");
    }
}
