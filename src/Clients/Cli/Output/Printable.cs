using System.Globalization;
using System.Text;

namespace SharingHub.Cli.Output;

/// <summary>Text of others made safe for a terminal: what could move the cursor, change colours or reorder letters is shown as its code.</summary>
internal static class Printable
{
    public static string Line(string text)
    {
        if (!text.EnumerateRunes().Any(IsUnsafe))
            return text;
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnsafe(rune))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else
                safe.Append(rune);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;
}
