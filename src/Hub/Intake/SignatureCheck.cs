using Google.Protobuf;
using SharingHub.Hub.Members;
using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Intake;

/// <summary>
/// Whether a contributor signed for the records of a message, with a key of its own that is not revoked; and each record's proof of it. Pure.
/// A key of another member is as unknown as one of nobody.
/// </summary>
internal static class SignatureCheck
{
    private const string NoteField = "signature.note";
    private const string NoncesField = "signature.nonces";

    /// <summary>Bytes: more than the longest name makes. What is kept with every record is not for the sender to make long.</summary>
    private const int LongestNote = 512;

    public static CheckedSignature Of(SubmitRequest message, MemberState contributor)
    {
        var (records, nonces) = (message.Records, message.Signature.Nonces);
        if (nonces.Count != records.Count)
        {
            return Fault(NoncesField, $"must be one a record: {records.Count}, not {nonces.Count}");
        }

        var seen = new HashSet<ByteString>(nonces.Count);
        for (var i = 0; i < nonces.Count; i++)
        {
            if (nonces[i].Length != BatchLeaf.NonceSize || !seen.Add(nonces[i]))
            {
                return Fault($"{NoncesField}[{i}]", $"must be {BatchLeaf.NonceSize} random bytes, other than those of the records before it");
            }
        }

        if (System.Text.Encoding.UTF8.GetByteCount(message.Signature.Note) > LongestNote)
        {
            return Fault(NoteField, $"must have at most {LongestNote} bytes");
        }

        var note = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(message.Signature.Note));
        return note.Ok ? Of(note.Value, message, contributor) : Fault(NoteField, $"must be a C2SP signed note. {note.Problem}");
    }

    /// <summary>Whether the key that signed for a record still may, when the record is committed.</summary>
    /// <returns>Why not.</returns>
    public static FieldViolation? AtCommit(VerifierKey signedBy, MemberState contributor) =>
        contributor.FindSigningKey(signedBy.Name, signedBy.Id) is { Revoked: false } ? null : Revoked();

    private static CheckedSignature Of(SignedNote note, SubmitRequest message, MemberState contributor)
    {
        if (note.Signatures is not [var signature])
        {
            return Fault(NoteField, "must have one signature");
        }

        if (contributor.FindSigningKey(signature.Name, signature.KeyId) is not { } held)
        {
            return Fault(NoteField, "must be signed by a key that is registered for this contributor");
        }

        if (held.Revoked)
        {
            return new CheckedSignature(null, null, Revoked());
        }

        var statement = BatchStatement.Parse(note.Text);
        if (!statement.Ok)
        {
            return Fault(NoteField, $"must be a statement for a batch of records. {statement.Problem}");
        }

        if (statement.Value.Member != contributor.MemberId)
        {
            return Fault(NoteField, "must name this contributor in its second line");
        }

        if (statement.Value.Count != message.Records.Count)
        {
            return Fault(NoteField, $"must state in its third line how many records the message has: {message.Records.Count}, not {statement.Value.Count}");
        }

        if (!held.Key.Verify(note.TextBytes(), signature.Signature.Span))
        {
            return Fault(NoteField, "must have a signature that verifies");
        }

        var tree = SignedBatch.TreeOf([.. message.Records.Select(r => r.Memory)], [.. message.Signature.Nonces.Select(n => n.ToByteArray())]);
        return tree.Root() == statement.Value.Root
            ? new CheckedSignature([.. message.Signature.Nonces.Select((nonce, i) => Proof(nonce, i, tree.Inclusion(i, tree.Size), message.Signature.Note))], held.Key, null)
            : Fault(NoteField, "must state in its fourth line the root over exactly these records and nonces, in this order");
    }

    private static ContributorProof Proof(ByteString nonce, int index, SharingHub.Verification.Sha256Hash[] path, string note)
    {
        var proof = new ContributorProof { Index = (uint)index, Note = note, Nonce = nonce };
        proof.Path.AddRange(path.Select(hash => UnsafeByteOperations.UnsafeWrap(hash.ToArray())));
        return proof;
    }

    private static CheckedSignature Fault(string field, string rule) => new(null, null, Violation(field, rule));

    private static FieldViolation Violation(string field, string rule) => new() { Field = field, Description = rule };

    private static FieldViolation Revoked() => Violation(NoteField, "must be signed by another key: this one is revoked");
}
