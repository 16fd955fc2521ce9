using SharingHub.Hub.Correlation.Names;

namespace SharingHub.Hub.Correlation.Comparing;

internal static class NameComparison
{
    public static Level Compare(NameForm? a, NameForm? b)
    {
        if (a is null || b is null) return Level.Missing;
        if (a.Sorted == b.Sorted || a.Flat == b.Flat) return Level.Same;
        // One slip in a short name may be another name; a long one bears two.
        var bound = Math.Min(a.Flat.Length, b.Flat.Length) <= 6 ? 1 : 2;
        return Closeness.Slips(a.Flat, b.Flat, bound) <= bound
            || Closeness.Slips(a.Flat, b.Turned, bound) <= bound
            || Closeness.Slips(a.Turned, b.Flat, bound) <= bound
            || Closeness.Slips(a.Sorted, b.Sorted, bound) <= bound
            ? Level.Close
            : Level.Different;
    }
}
