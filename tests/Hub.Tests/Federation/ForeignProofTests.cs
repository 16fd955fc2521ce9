using Google.Protobuf;
using SharingHub.Hub.Federation;
using SharingHub.Hub.Federation.Importing;
using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;
using static SharingHub.Hub.Tests.Federation.GivenPeer;

namespace SharingHub.Hub.Tests.Federation;

public sealed class ForeignProofTests
{
    private static readonly NoteSigner Signer = NoteSigner.Generate("amazonia/2026", SignatureType.Ed25519);

    [Fact]
    public void With_a_nonce_the_bytes_that_were_signed_are_kept_and_with_a_leaf_nothing_to_guess_by()
    {
        var (whole, masked) = (Signed(), Signed());
        masked.ContributorProof.Leaf = ByteString.CopyFrom(BatchLeaf.Of(masked.ContributorProof.Nonce.Span, masked.Record.Span).ToArray());

        var act = Check(PageWith(whole).Page, PageWith(whole).Disclosed).ShouldHaveSingleItem();

        act.Proof!.Record.ShouldBe(whole.Record);
        (act.Proof.Nonce, act.Proof.VerifierKey).ShouldBe((whole.ContributorProof.Nonce, Signer.Key.ToString()));
        ForeignProof.Of(masked, default).ShouldBe(masked.ContributorProof);
        ForeignProof.Of(new RecordView(), default).ShouldBeNull("who did not sign");
    }

    public static TheoryData<string> Hostile() => ["key", "another's key", "note", "long note", "nonce", "index", "path", "record", "bytes", "opening"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_does_not_hold_refuses_all_of_it(string what)
    {
        var view = Signed();
        var proof = view.ContributorProof;
        var another = NoteSigner.Generate("bazaarly/2026", SignatureType.Ed25519);
        switch (what)
        {
            case "key": proof.VerifierKey = ""; break;
            case "another's key": (proof.VerifierKey, proof.Note) = (another.Key.ToString(), NoteBy(another, proof.Note)); break;
            case "note": proof.Note = proof.Note.Replace("\n2\n", "\n3\n", StringComparison.Ordinal); break;
            case "long note": proof.Note += string.Concat(Enumerable.Repeat(another.Sign("x\n", 0).ToLine(), 6)); break;
            case "nonce": proof.Nonce = ByteString.CopyFrom(new byte[32]); break;
            case "index": proof.Index = 1; break;
            case "path": proof.Path.Clear(); break;
            case "record": view.Record = Listing(r => r.Listing.Title = "Clock").ToByteString(); break;
            case "bytes": proof.Record = view.Record; break;
            case "opening": proof.ClearOpening(); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }

        var (page, disclosed) = PageWith(view);
        Should.Throw<PeerRefusedException>(() => Check(page, disclosed)).Message.ShouldContain("its contributor signed for it does not hold");
    }

    private static (Page Page, Disclosed Disclosed) PageWith(RecordView view) =>
        PageOf(IntelRecord.Parser.ParseFrom(view.Record), v => v.ContributorProof = view.ContributorProof);

    /// <summary>The first of two records of a message.</summary>
    private static RecordView Signed()
    {
        var record = Listing().ToByteString();
        var batch = SignedBatch.Sign([record.Memory, new byte[] { 1 }], Signer);
        var tree = SignedBatch.TreeOf([record.Memory, new byte[] { 1 }], batch.Nonces);
        return new RecordView
        {
            Name = Name(),
            Record = record,
            ContributorProof = new ContributorProof
            {
                Note = batch.Note.ToString(),
                VerifierKey = Signer.Key.ToString(),
                Nonce = ByteString.CopyFrom(batch.Nonces[0]),
                Path = { tree.Inclusion(0, 2).Select(hash => ByteString.CopyFrom(hash.ToArray())) },
            },
        };
    }

    private static string NoteBy(NoteSigner signer, string note)
    {
        var text = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(note)).OrThrow().Text;
        return SignedNote.Create(text, [signer.Sign(text, 0)]).OrThrow().ToString();
    }
}
