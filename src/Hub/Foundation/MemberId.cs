using System.Text.RegularExpressions;

namespace SharingHub.Hub.Foundation;

/// <summary>Member ids: <c>[a-z][a-z0-9-]{1,62}</c>. <c>name@hub</c> is reserved for members of other hubs and never registered here.</summary>
internal static partial class MemberId
{
    /// <summary>The hub's own actor; no member may take the name.</summary>
    public const string Operator = "operator";

    public const string Rule = "must be 2-63 of a-z, 0-9 and '-', beginning with a letter";

    public static bool IsOfAnotherHub(string id) => id.Contains('@', StringComparison.Ordinal);

    /// <summary>The name at its own hub.</summary>
    public static string WithoutHub(string id) => id.Split('@')[0];

    /// <summary>The member that answers here for this one: of <c>name@hub</c> the hub, and for itself any other.</summary>
    public static string AnsweredBy(string id) => id[(id.IndexOf('@', StringComparison.Ordinal) + 1)..];

    public static bool IsValid(string id) => Pattern().IsMatch(id) && id != Operator;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,62}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
