namespace SharingHub.Hub.Correlation.Names;

/// <summary>
/// Letters to one form: small, of usual width, without accents. The hub runs without ICU, where <c>string.Normalize</c> does nothing,
/// so what trade papers hold of compatibility forms is folded here: full width, Latin with accents, ligatures. Other scripts stay as they are, in small letters.
/// </summary>
internal static class Folding
{
    // From U+00C0, a base letter for each; '?' for those of two letters, '*' for signs.
    private const string Latin =
        "aaaaaa?ceeeeiiiidnooooo*ouuuuy??aaaaaa?ceeeeiiiidnooooo*ouuuuy?y" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll" +
        "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Calls for each folded character; combining marks are left out. Two-letter forms give two.</summary>
    /// <returns>How many characters were written; text beyond the room in <paramref name="into"/> is left out.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        foreach (var raw in text)
        {
            var c = raw;
            if (c is >= '\u0300' and <= '\u036f') continue;
            if (c is >= '\uff01' and <= '\uff5e') c = (char)(c - 0xfee0);
            if (length + 2 > into.Length) break;
            if (c < 0x80)
            {
                into[length++] = char.ToLowerInvariant(c);
                continue;
            }
            if (c is >= '\u00c0' and <= '\u017f' && Latin[c - 0xc0] is var folded and not '?')
            {
                into[length++] = folded == '*' ? ' ' : folded;
                continue;
            }
            var two = c switch
            {
                '\u00c6' or '\u00e6' => "ae",
                '\u0152' or '\u0153' => "oe",
                '\u0132' or '\u0133' => "ij",
                '\u00de' or '\u00fe' => "th",
                '\u00df' => "ss",
                '\ufb01' => "fi",
                '\ufb02' => "fl",
                _ => null,
            };
            if (two is null)
            {
                into[length++] = char.ToLowerInvariant(c);
                continue;
            }
            into[length++] = two[0];
            into[length++] = two[1];
        }
        return length;
    }
}
