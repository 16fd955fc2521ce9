using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Batches;

/// <summary>That a contributor signed for one record of a batch, whoever hands it on.</summary>
/// <param name="Index">The record's place in its batch, from 0. How many there are, the note says.</param>
/// <param name="Path">RFC 6962 inclusion proof, the leaf's sibling first.</param>
/// <param name="Note">The contributor's signature.</param>
public sealed record BatchProof(int Index, IReadOnlyList<Sha256Hash> Path, SignedNote Note)
{
    /// <summary>Whether the contributor signed for exactly these bytes.</summary>
    /// <param name="record">The whole record as its contributor sent it.</param>
    /// <param name="nonce">The record's nonce.</param>
    /// <param name="keys">The contributor's keys, got from the contributor: those that the hub names prove what the hub says.</param>
    public Checked<VerifiedBatch> Verify(ReadOnlySpan<byte> record, ReadOnlySpan<byte> nonce, params IEnumerable<VerifierKey> keys) =>
        nonce.Length == BatchLeaf.NonceSize ? VerifyLeaf(BatchLeaf.Of(nonce, record), keys) : new Problem($"A nonce has {BatchLeaf.NonceSize} bytes, not {nonce.Length}.");

    /// <summary>Whether the contributor signed for some record with this leaf. It does not say what the record says.</summary>
    public Checked<VerifiedBatch> VerifyLeaf(in Sha256Hash leaf, params IEnumerable<VerifierKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var opened = new KeyRing(keys.DistinctBy(key => (key.Name, key.Id))).Open(Note);
        if (!opened.Ok)
            return opened.Problem;
        var statement = BatchStatement.Parse(opened.Value.Text);
        if (!statement.Ok)
            return statement.Problem;
        var (member, count, root) = statement.Value;
        var key = opened.Value.Verified.Select(verified => verified.Key).FirstOrDefault(k => k.Type == SignatureType.Ed25519 && SigningKeyName.IsOf(k.Name, member));
        if (key is null)
            return new Problem($"The batch is {member}'s, and none of the keys that signed it is.");
        return InclusionProof.Verify(leaf, Index, count, [.. Path], root)
            ? new VerifiedBatch(statement.Value, key)
            : new Problem("The signature is good, and it is not for this record: record, nonce or path was changed.");
    }
}

/// <summary>A batch whose signature was checked.</summary>
public sealed record VerifiedBatch(BatchStatement Statement, VerifierKey Key);
