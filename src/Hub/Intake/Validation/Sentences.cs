namespace SharingHub.Hub.Intake.Validation;

/// <summary>What would be right, said in one way everywhere.</summary>
internal static class Sentences
{
    public const string Required = "must be given";
    public const string KnownValue = "must be one of the values in the contract";
    public const string Time = "must be a time from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z";
    public const string Characters =
        "must be valid text without control characters, line breaks, zero-width characters or bidirectional controls";
    public const string CodeCharacters =
        "must be valid text without control, zero-width or joining characters or bidirectional controls, and must not begin or end with a space";
    public const string More = "more values are wrong than are listed here";
    public const string UnknownField =
        "is not a field that this hub knows, or has another type there; it must be left out, because what has no class cannot be protected";

    public static string Length(bool required, int most) => required ? $"must be 1-{most} characters" : $"must be at most {most} characters";

    public static string AtMostItems(int most) => $"must have at most {most} items";

    public static string Bytes(int length) => $"must be {length} bytes";

    public static string Range(ulong least, ulong most) => $"must be from {least} to {most}";
}
