namespace SharingHub.Hub.Intake.Validation;

/// <summary>The two patterns of which a record's global name is made.</summary>
internal static class RecordNames
{
    public static bool IsRecordId(ReadOnlySpan<char> value) =>
        value.Length is >= 1 and <= Limits.Id && !value.ContainsAnyExcept(Alphabets.RecordId);

    /// <summary><c>name</c>, or <c>name@hub</c>.</summary>
    public static bool IsMemberId(ReadOnlySpan<char> value)
    {
        var at = value.IndexOf('@');
        return at < 0 ? IsName(value) : IsName(value[..at]) && IsName(value[(at + 1)..]);
    }

    private static bool IsName(ReadOnlySpan<char> value) =>
        value.Length is >= 2 and <= 63 && char.IsAsciiLetterLower(value[0]) && !value.ContainsAnyExcept(Alphabets.MemberId);
}
