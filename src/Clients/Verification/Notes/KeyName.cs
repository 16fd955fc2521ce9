namespace SharingHub.Verification.Notes;

/// <summary>Names of keys: not empty, no Unicode space, no plus, no control character, and encodable as UTF-8.</summary>
public static class KeyName
{
    public const string Rule = "A key's name is not empty and has no space, no '+' and no control character.";

    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '+' || c < 0x20 || char.IsWhiteSpace(c))
                return false;
            if (char.IsSurrogate(c) && !(i + 1 < name.Length && char.IsSurrogatePair(c, name[++i])))
                return false;
        }

        return true;
    }
}
