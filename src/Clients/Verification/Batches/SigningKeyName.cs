namespace SharingHub.Verification.Batches;

/// <summary>Names of contributors' signing keys: <c>member</c> or <c>member/key</c>, so that a key says whose it is.</summary>
public static class SigningKeyName
{
    public const string Rule = "a signing key is named MEMBER or MEMBER/KEY, with KEY 1-64 of A-Z, a-z, 0-9, '.', '_' and '-'";

    private const int LongestKey = 64;

    /// <summary>The part before the slash.</summary>
    public static string MemberOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('/', 2)[0];
    }

    public static bool IsValid(string name) => IsOf(name, MemberOf(name));

    /// <summary>Whether a key of this name is the member's.</summary>
    public static bool IsOf(string name, string member)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(member);
        if (!IsMember(member) || !name.StartsWith(member, StringComparison.Ordinal))
            return false;
        var rest = name[member.Length..];
        return rest.Length == 0 || (rest.Length is > 1 and <= 1 + LongestKey && rest[0] == '/' && rest.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));
    }

    /// <summary>A member id: <c>[a-z][a-z0-9-]{1,62}</c>.</summary>
    internal static bool IsMember(string id) =>
        id.Length is >= 2 and <= 63 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
