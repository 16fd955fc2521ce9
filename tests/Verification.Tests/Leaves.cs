using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests;

/// <summary>Leaves that tell their index, and RFC 6962's definitions written out as they stand there, slow and plain, to compare with.</summary>
internal static class Leaves
{
    public static Sha256Hash[] Of(int count) => [.. Enumerable.Range(0, count).Select(i => Rfc6962.Leaf(Hex.Utf8($"leaf {i}")))];

    public static Sha256Hash Mth(ReadOnlySpan<Sha256Hash> d)
    {
        if (d.IsEmpty)
            return Rfc6962.EmptyRoot;
        if (d.Length == 1)
            return d[0];
        var k = Split(d.Length);
        return Rfc6962.Node(Mth(d[..k]), Mth(d[k..]));
    }

    public static List<Sha256Hash> Path(int m, ReadOnlySpan<Sha256Hash> d)
    {
        if (d.Length == 1)
            return [];
        var k = Split(d.Length);
        return m < k ? [.. Path(m, d[..k]), Mth(d[k..])] : [.. Path(m - k, d[k..]), Mth(d[..k])];
    }

    public static List<Sha256Hash> Proof(int m, ReadOnlySpan<Sha256Hash> d) => m == 0 ? [] : SubProof(m, d, true);

    public static Sha256Hash Flip(Sha256Hash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new Sha256Hash(bytes);
    }

    private static List<Sha256Hash> SubProof(int m, ReadOnlySpan<Sha256Hash> d, bool b)
    {
        if (m == d.Length)
            return b ? [] : [Mth(d)];
        var k = Split(d.Length);
        return m <= k ? [.. SubProof(m, d[..k], b), Mth(d[k..])] : [.. SubProof(m - k, d[k..], false), Mth(d[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
