using System.Security.Cryptography;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Batches;

/// <summary>A contributor's signature over the records of one message, and the nonce of each.</summary>
/// <param name="Note">A signed note whose text is a <see cref="BatchStatement"/>.</param>
/// <param name="Nonces">One a record, in their order.</param>
public sealed record SignedBatch(SignedNote Note, IReadOnlyList<byte[]> Nonces)
{
    /// <summary>Signs with fresh nonces, for the member that the key's name says.</summary>
    /// <param name="records">1-100 records, as they will be sent.</param>
    /// <exception cref="ArgumentException">Too many records or none, or a key that is no contributor's.</exception>
    public static SignedBatch Sign(IReadOnlyList<ReadOnlyMemory<byte>> records, INoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Sign(records, [.. records.Select(_ => RandomNumberGenerator.GetBytes(BatchLeaf.NonceSize))], signer);
    }

    /// <summary>The same with given nonces. A nonce that serves twice lets who knows it try out the other record.</summary>
    public static SignedBatch Sign(IReadOnlyList<ReadOnlyMemory<byte>> records, IReadOnlyList<byte[]> nonces, INoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(nonces);
        ArgumentNullException.ThrowIfNull(signer);
        if (records.Count is 0 or > BatchStatement.MaxRecords || nonces.Count != records.Count)
            throw new ArgumentException($"A batch has 1-{BatchStatement.MaxRecords} records and a nonce for each.", nameof(records));
        if (signer.Key.Type != SignatureType.Ed25519 || !SigningKeyName.IsValid(signer.Key.Name))
            throw new ArgumentException($"The key {signer.Key.Name} signs no records: {SigningKeyName.Rule}, its type is Ed25519 (0x01).", nameof(signer));
        var text = new BatchStatement(SigningKeyName.MemberOf(signer.Key.Name), records.Count, TreeOf(records, nonces).Root()).ToString();
        return new SignedBatch(SignedNote.Create(text, [signer.Sign(text, time: 0)]).OrThrow(), nonces);
    }

    /// <summary>The tree whose root is signed; it makes the records' proofs.</summary>
    public static MerkleTree TreeOf(IReadOnlyList<ReadOnlyMemory<byte>> records, IReadOnlyList<byte[]> nonces)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(nonces);
        return new MerkleTree(records.Zip(nonces, (record, nonce) => BatchLeaf.Of(nonce, record.Span)));
    }
}
