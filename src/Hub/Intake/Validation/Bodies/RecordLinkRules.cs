using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class RecordLinkRules
{
    public static void Link(ref Checker check, RecordLink link)
    {
        Target(ref check, link);
        check.Given("role", link.Role);
    }

    /// <summary>What a sighting is about; its role says nothing more, so it may be left out.</summary>
    public static void About(ref Checker check, RecordLink link)
    {
        Target(ref check, link);
        if (link.Role is not (LinkRole.Unspecified or LinkRole.About)) check.Violation("role", "must be LINK_ROLE_ABOUT, or left out");
    }

    private static void Target(ref Checker check, RecordLink link)
    {
        check.Given("kind", link.Kind);
        check.MemberId("contributor", link.Contributor);
        check.RecordId("id", link.Id);
    }
}
