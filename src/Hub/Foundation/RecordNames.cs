using System.Buffers;

namespace SharingHub.Hub.Foundation;

/// <summary>The two patterns of which a record's global name is made.</summary>
internal static class RecordNames
{
    public const string IdRule = "must be 1-128 characters of A-Z, a-z, 0-9, dot, underscore, colon and hyphen";

    private const int LongestId = 128;
    private const string Small = "abcdefghijklmnopqrstuvwxyz0123456789-";

    private static readonly SearchValues<char> InMemberId = SearchValues.Create(Small);
    private static readonly SearchValues<char> InRecordId = SearchValues.Create(Small + "ABCDEFGHIJKLMNOPQRSTUVWXYZ._:");

    public static bool IsRecordId(ReadOnlySpan<char> value) => value.Length is >= 1 and <= LongestId && !value.ContainsAnyExcept(InRecordId);

    /// <summary><c>name</c>, or <c>name@hub</c>.</summary>
    public static bool IsMemberId(ReadOnlySpan<char> value)
    {
        var at = value.IndexOf('@');
        return at < 0 ? IsName(value) : IsName(value[..at]) && IsName(value[(at + 1)..]);
    }

    private static bool IsName(ReadOnlySpan<char> value) =>
        value.Length is >= 2 and <= 63 && char.IsAsciiLetterLower(value[0]) && !value.ContainsAnyExcept(InMemberId);
}
