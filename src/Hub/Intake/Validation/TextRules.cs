using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Text, codes and ids. Empty means absent.</summary>
internal static class TextRules
{
    /// <summary>Free text in any script, on one line.</summary>
    public static bool Text(this ref Checker check, Field at, string value, int most, bool required = false) =>
        Sound(ref check, at, value, most, required, joiners: true);

    /// <summary>An identifier as its issuer writes it: any script, but nothing invisible.</summary>
    public static bool Code(this ref Checker check, Field at, string value, int most = Limits.Code, bool required = false) =>
        Sound(ref check, at, value, most, required, joiners: false);

    public static void Label(this ref Checker check, Field at, string value) => check.Text(at, value, Limits.Label, required: true);

    public static void AddressLine(this ref Checker check, Field at, string value) => check.Text(at, value, Limits.Name);

    public static void ItemCode(this ref Checker check, Field at, string value) => check.Code(at, value, required: true);

    /// <summary>A contributor's own record key.</summary>
    public static void RecordId(this ref Checker check, Field at, string value)
    {
        if (!RecordNames.IsRecordId(value)) check.Violation(at, RecordNames.IdRule);
    }

    public static void MemberId(this ref Checker check, Field at, string value)
    {
        if (value.Length > 0 && !RecordNames.IsMemberId(value))
            check.Violation(at, "must be empty or a member id: a lower-case letter, then 1-62 of a-z, 0-9 and hyphen; name@hub for another hub's member");
    }

    private static bool Sound(ref Checker check, Field at, string value, int most, bool required, bool joiners)
    {
        if ((required && value.Length == 0) || Characters.AreLongerThan(value, most))
            check.Violation(at, Sentences.Length(required, most));
        else if (!Characters.AreAcceptable(value, joiners))
            check.Violation(at, joiners ? Sentences.Characters : Sentences.CodeCharacters);
        else if (required && joiners && string.IsNullOrWhiteSpace(value))
            check.Violation(at, Sentences.Required);
        else if (!joiners && value.Length > 0 && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1])))
            check.Violation(at, Sentences.CodeCharacters);
        else
            return value.Length > 0;
        return false;
    }
}
