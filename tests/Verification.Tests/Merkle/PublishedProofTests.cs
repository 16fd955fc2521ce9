using System.Security.Cryptography;
using System.Text.Json;
using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests.Merkle;

/// <summary>The proofs of transparency-dev/merkle, good and bad ones, judged as they say.</summary>
public sealed class PublishedProofTests
{
    [Fact]
    public void Inclusion_proofs_are_judged_as_published() => Judge("merkle-inclusion.ndjson", v =>
        Proof(v) is { } proof
        && v.GetProperty("leafHash").GetBytesFromBase64() is { Length: Sha256Hash.Size } leaf
        && v.GetProperty("root").GetBytesFromBase64() is { Length: Sha256Hash.Size } root
        && InclusionProof.Verify(new Sha256Hash(leaf), Number(v, "leafIdx"), Number(v, "treeSize"), proof, new Sha256Hash(root)));

    [Fact]
    public void Consistency_proofs_are_judged_as_published() => Judge("merkle-consistency.ndjson", v =>
        Proof(v) is { } proof && ConsistencyProof.Verify(Number(v, "size1"), Number(v, "size2"), proof, Root(v, "root1"), Root(v, "root2")));

    private static void Judge(string file, Func<JsonElement, bool> verify)
    {
        var vectors = Vectors.Read(file);
        vectors.Count.ShouldBe(98);
        var wrong = vectors.Where(v => verify(v) == v.GetProperty("wantErr").GetBoolean()).Select(v => v.GetProperty("case").GetString());
        wrong.ShouldBeEmpty();
    }

    // Sizes there are unsigned; what is beyond 2^63-1 comes out negative.
    private static long Number(JsonElement vector, string name) => unchecked((long)vector.GetProperty(name).GetUInt64());

    // Some vectors have words for roots, where only their being equal or not matters.
    private static Sha256Hash Root(JsonElement vector, string name)
    {
        var bytes = vector.GetProperty(name).GetBytesFromBase64();
        return new Sha256Hash(bytes.Length == Sha256Hash.Size ? bytes : SHA256.HashData(bytes));
    }

    /// <summary>Null if a hash has not 32 bytes: such a proof cannot even be written down here.</summary>
    private static Sha256Hash[]? Proof(JsonElement vector)
    {
        var proof = vector.GetProperty("proof");
        if (proof.ValueKind == JsonValueKind.Null)
            return [];
        byte[][] hashes = [.. proof.EnumerateArray().Select(h => h.GetBytesFromBase64())];
        return hashes.All(h => h.Length == Sha256Hash.Size) ? [.. hashes.Select(h => new Sha256Hash(h))] : null;
    }
}
