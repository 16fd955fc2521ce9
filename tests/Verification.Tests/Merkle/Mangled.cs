namespace SharingHub.Verification.Tests.Merkle;

internal static class Mangled
{
    /// <summary>The list with one hash dropped, doubled, added at an end, or two neighbours that differ swapped.</summary>
    public static IEnumerable<Sha256Hash[]> Each(Sha256Hash[] proof)
    {
        yield return [default, .. proof];
        yield return [.. proof, default];
        for (var i = 0; i < proof.Length; i++)
        {
            yield return [.. proof[..i], .. proof[(i + 1)..]];
            yield return [.. proof[..i], proof[i], .. proof[i..]];
            if (i > 0)
                yield return [.. proof[..(i - 1)], proof[i], proof[i - 1], .. proof[(i + 1)..]];
        }
    }
}
