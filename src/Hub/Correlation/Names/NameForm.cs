namespace SharingHub.Hub.Correlation.Names;

/// <summary>A person's or organisation's name for comparison: folded, without legal form.</summary>
internal sealed record NameForm
{
    private const int Longest = 256;
    private const int MostWords = 16;

    private NameForm(string sorted, string flat, string turned) => (Sorted, Flat, Turned) = (sorted, flat, turned);

    /// <summary>Its words in alphabetical order: the same whichever of a person's names comes first.</summary>
    public string Sorted { get; }

    /// <summary>As written, without spaces: the same wherever a space was misplaced.</summary>
    public string Flat { get; }

    /// <summary>As <see cref="Flat"/>, the last word first.</summary>
    public string Turned { get; }

    /// <summary>Null where the name holds no letter and no digit.</summary>
    public static NameForm? Of(string raw)
    {
        Span<char> folded = stackalloc char[Longest];
        folded = folded[..Folding.Fold(raw, folded)];
        Span<Range> words = stackalloc Range[MostWords];
        var count = Words(folded, words);
        if (count == 0) return null;
        Span<Range> kept = stackalloc Range[MostWords];
        var keep = 0;
        for (var i = 0; i < count; i++)
        {
            if (!LegalForms.Contains(folded[words[i]])) kept[keep++] = words[i];
        }
        // A name of nothing but such words is still a name.
        var own = keep == 0 ? words[..count] : kept[..keep];

        var flat = Join(folded, own);
        Span<Range> other = stackalloc Range[MostWords];
        other = other[..own.Length];
        other[0] = own[^1];
        own[..^1].CopyTo(other[1..]);
        var turned = own.Length == 1 ? flat : Join(folded, other);
        own.CopyTo(other);
        for (var i = 1; i < other.Length; i++)
        {
            for (var j = i; j > 0 && folded[other[j]].SequenceCompareTo(folded[other[j - 1]]) < 0; j--)
                (other[j], other[j - 1]) = (other[j - 1], other[j]);
        }
        return new NameForm(Join(folded, other), flat, turned);
    }

    // Moves the words to the front of the text. Single letters in a row are one word: S.p.A., J K.
    private static int Words(Span<char> text, Span<Range> words)
    {
        var count = 0;
        var write = 0;
        var afterSingles = false;
        for (var at = 0; at < text.Length && count < words.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            var start = write;
            while (at < text.Length && char.IsLetterOrDigit(text[at])) text[write++] = text[at++];
            var single = write - start == 1;
            if (single && afterSingles) words[count - 1] = words[count - 1].Start..write;
            else words[count++] = start..write;
            afterSingles = single;
        }
        return count;
    }

    private static string Join(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        Span<char> joined = stackalloc char[Longest];
        var length = 0;
        foreach (var word in words)
        {
            text[word].CopyTo(joined[length..]);
            length += text[word].Length;
        }
        return joined[..length].ToString();
    }
}
