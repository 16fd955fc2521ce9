namespace SharingHub.Hub.Correlation.Comparing;

/// <summary>How many slips of the pen lie between two texts: a character put in, left out, changed, or two neighbours swapped.</summary>
internal static class Closeness
{
    private const int Longest = 128;

    /// <summary>The number of slips, or <paramref name="bound"/> + 1 where there are more. Texts longer than 128 characters are as far apart as can be unless equal.</summary>
    public static int Slips(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int bound)
    {
        if (a.SequenceEqual(b)) return 0;
        if (Math.Abs(a.Length - b.Length) > bound || a.Length > Longest || b.Length > Longest) return bound + 1;
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.Length == 0 || b.Length == 0) return Math.Min(bound + 1, a.Length + b.Length);

        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var slips = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) slips = Math.Min(slips, before[j - 2] + 1);
                row[j] = slips;
                least = Math.Min(least, slips);
            }
            if (least > bound) return bound + 1;
            var oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return Math.Min(bound + 1, last[b.Length]);
    }
}
