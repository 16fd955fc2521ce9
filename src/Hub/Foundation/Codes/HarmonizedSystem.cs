namespace SharingHub.Hub.Foundation.Codes;

/// <summary>WCO Harmonized System: chapter, heading, subheading, two digits each. Chapter 77 is reserved; 98 and 99 are national.</summary>
internal static class HarmonizedSystem
{
    public static bool HasForm(ReadOnlySpan<char> code)
    {
        if (code.Length != 6) return false;
        foreach (var c in code)
        {
            if (c is not (>= '0' and <= '9')) return false;
        }

        var chapter = (code[0] - '0') * 10 + code[1] - '0';
        return chapter is >= 1 and <= 97 and not 77;
    }
}
