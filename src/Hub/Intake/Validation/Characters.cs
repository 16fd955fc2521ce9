using System.Text;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>
/// Characters that have no place in intelligence: they forge log lines and terminal output, or make two different values look alike
/// (CVE-2021-42574, "Trojan Source").
/// </summary>
internal static class Characters
{
    public static bool AreAcceptable(string value, bool joiners)
    {
        if (!value.AsSpan().ContainsAnyExcept(Alphabets.PrintableAscii)) return true;
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) i++;
            else if (IsForbidden(value[i], joiners)) return false;
        }
        return true;
    }

    public static bool AreLongerThan(string value, int most) => value.Length > most && CodePoints(value) > most;

    private static bool IsForbidden(char c, bool joiners) => c switch
    {
        '\u200C' or '\u200D' => !joiners, // Names in Persian, Hindi and Sinhala need them; codes do not.
        '\u200B' or '\uFEFF' => true,
        >= '\u2028' and <= '\u202E' => true, // Line and paragraph separators, bidirectional embeddings and overrides.
        >= '\u2060' and <= '\u206F' => true, // Invisible operators, bidirectional isolates, deprecated format characters.
        _ => char.IsControl(c) || char.IsSurrogate(c),
    };

    private static int CodePoints(string value)
    {
        var count = 0;
        foreach (Rune _ in value.EnumerateRunes()) count++;
        return count;
    }
}
