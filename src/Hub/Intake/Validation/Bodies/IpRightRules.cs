using Google.Protobuf.Collections;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class IpRightRules
{
    public static void Check(ref Checker check, IpRight right)
    {
        check.Given("type", right.Type);
        check.IpOffice("office", right.Office);
        check.Code("registration_number", right.RegistrationNumber, required: true);
        check.Text("mark_text", right.MarkText, Limits.Title);
        check.Values("nice_classes", right.NiceClasses, Limits.NiceClasses, NiceClass);
        if (HasRepeats(right.NiceClasses)) check.Violation("nice_classes", "must name each class once");
        check.Text("owner", right.Owner, Limits.Name);
        check.Code("customs_recordation", right.CustomsRecordation);
        check.Time("valid_until", right.ValidUntil);
    }

    private static void NiceClass(ref Checker check, Field at, uint value) => check.Range(at, value, 1, Limits.NiceClasses);

    private static bool HasRepeats(RepeatedField<uint> classes)
    {
        var seen = 0UL;
        for (var i = 0; i < classes.Count; i++) // Its enumerator would be allocated.
        {
            var number = classes[i];
            if (number > Limits.NiceClasses) continue;
            if ((seen >> (int)number & 1) == 1) return true;
            seen |= 1UL << (int)number;
        }
        return false;
    }
}
