using System.Text;
using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Sdk;

/// <summary>Checks offline that a record comes from its contributor.</summary>
public static class ContributorProofExtensions
{
    /// <summary>Whether the contributor that the view names signed for it. Nothing is asked of the hub.</summary>
    /// <param name="view">As it was received.</param>
    /// <param name="keys">The contributor's keys, from the contributor: <see cref="ContributorProof.VerifierKey"/> is only the hub's word.</param>
    public static Checked<ContributorCheck> VerifyContributor(this RecordView view, params IEnumerable<VerifierKey> keys)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.ContributorProof is not { } sent)
            return new Problem("The view carries no proof: its contributor did not sign for this revision.");
        var read = Read(sent);
        if (!read.Ok)
            return read.Problem;
        var isWhole = sent.OpeningCase == ContributorProof.OpeningOneofCase.Nonce;
        if (!isWhole && sent.Leaf.Length != Sha256Hash.Size)
            return new Problem($"The proof has neither a nonce nor a leaf hash of {Sha256Hash.Size} bytes.");
        // Of a record from another hub the signature is for what its contributor sent there.
        var signed = sent.Record.IsEmpty ? view.Record : sent.Record;
        var verified = isWhole ? read.Value.Verify(signed.Span, sent.Nonce.Span, keys) : read.Value.VerifyLeaf(new Sha256Hash(sent.Leaf.Span), keys);
        if (!verified.Ok)
            return verified.Problem;
        if (verified.Value.Statement.Member != view.Name?.Contributor.Split('@')[0])
            return new Problem($"{verified.Value.Statement.Member} signed for it, and not the contributor that the view names.");
        if (isWhole && !IsNamed(view))
            return new Problem("The contributor signed for this record, and it is not the one that the view names.");
        if (isWhole && signed != view.Record && !ForeignContent.IsOf(view.Record, signed))
            return new Problem("The contributor signed for another record than the one that the view shows.");
        return new ContributorCheck(verified.Value.Statement, verified.Value.Key, isWhole);
    }

    private static Checked<BatchProof> Read(ContributorProof sent)
    {
        if (sent.Path.Any(hash => hash.Length != Sha256Hash.Size))
            return new Problem($"The proof's path is not hashes of {Sha256Hash.Size} bytes.");
        if (sent.Index >= BatchStatement.MaxRecords)
            return new Problem($"The proof's index is not one of a batch of at most {BatchStatement.MaxRecords}.");
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(sent.Note));
        return note.Ok ? new BatchProof((int)sent.Index, [.. sent.Path.Select(hash => new Sha256Hash(hash.Span))], note.Value) : note.Problem;
    }

    /// <summary>The contributor's signature covers the record's own id, kind and revision, not the name that the hub puts beside it.</summary>
    private static bool IsNamed(RecordView view)
    {
        try
        {
            var record = IntelRecord.Parser.ParseFrom(view.Record);
            return record.Id == view.Name.Id && record.Revision == view.Name.Revision && record.BodyCase.ToString() == view.Name.Kind.ToString();
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
