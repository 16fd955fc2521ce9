using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Batches;

public sealed class BatchProofTests
{
    private static readonly NoteSigner Signer = NoteSigner.Generate("amazonia/2026", SignatureType.Ed25519);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    public void Each_record_of_a_batch_verifies_at_its_place_and_at_no_other(int count)
    {
        var (records, batch, proofs) = Batch(count);
        for (var i = 0; i < count; i++)
        {
            proofs[i].Verify(records[i].Span, batch.Nonces[i], Signer.Key).Ok.ShouldBeTrue();
            for (var other = 0; other < count; other++)
            {
                if (other != i)
                    (proofs[i] with { Index = other }).Verify(records[i].Span, batch.Nonces[i], Signer.Key).Ok.ShouldBeFalse($"{i} as {other} of {count}");
            }
        }
    }

    [Fact]
    public void A_changed_bit_of_record_nonce_path_or_note_is_found()
    {
        var (records, batch, proofs) = Batch(5);
        var (record, nonce, path, note) = (records[3].ToArray(), batch.Nonces[3], proofs[3].Path.Select(h => h.ToArray()).ToArray(), batch.Note.ToBytes());
        Verifies().ShouldBeTrue("as it is");
        foreach (var bytes in new[] { record, nonce, note }.Concat(path))
        {
            for (var bit = 0; bit < 8 * bytes.Length; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Verifies().ShouldBeFalse($"bit {bit} of {bytes.Length} bytes");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        bool Verifies() => SignedNote.Parse(note) is { Ok: true, Value: var read }
            && new BatchProof(3, [.. path.Select(h => new Sha256Hash(h))], read).Verify(record, nonce, Signer.Key).Ok;
    }

    [Fact]
    public void A_nonce_with_a_zero_more_or_less_opens_nothing()
    {
        var (records, batch, proofs) = Batch(2);

        proofs[0].Verify(records[0].Span, [.. batch.Nonces[0], 0], Signer.Key).Ok.ShouldBeFalse();
        proofs[0].Verify(records[0].Span, batch.Nonces[0].AsSpan(..31), Signer.Key).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Another_key_of_the_same_name_and_no_key_verify_nothing()
    {
        var (records, batch, proofs) = Batch(2);

        proofs[0].Verify(records[0].Span, batch.Nonces[0], NoteSigner.Generate("amazonia/2026", SignatureType.Ed25519).Key).Ok.ShouldBeFalse();
        proofs[0].Verify(records[0].Span, batch.Nonces[0]).Ok.ShouldBeFalse();
    }

    [Fact]
    public void A_key_of_one_member_signs_for_no_other_member()
    {
        var (records, batch, proofs) = Batch(1);
        var stranger = NoteSigner.Generate("bazaarly", SignatureType.Ed25519);
        var note = SignedNote.Create(batch.Note.Text, [stranger.Sign(batch.Note.Text, 0)]).OrThrow();

        var verified = (proofs[0] with { Note = note }).Verify(records[0].Span, batch.Nonces[0], stranger.Key, Signer.Key);

        verified.Problem!.Sentence.ShouldContain("none of the keys");
    }

    [Theory]
    [InlineData("sharinghub-batch/v2\namazonia\n1\n{0}\n")]
    [InlineData("sharinghub-batch/v1\nAmazonia\n1\n{0}\n")]
    [InlineData("sharinghub-batch/v1\namazonia\n01\n{0}\n")]
    [InlineData("sharinghub-batch/v1\namazonia\n0\n{0}\n")]
    [InlineData("sharinghub-batch/v1\namazonia\n101\n{0}\n")]
    [InlineData("sharinghub-batch/v1\namazonia\n1\n{0}\nmore\n")]
    [InlineData("sharinghub-batch/v1\namazonia\n1\n{0}")]
    [InlineData("sharinghub-batch/v1\namazonia\n1\nAAAA\n")]
    public void A_statement_has_one_spelling(string text) =>
        BatchStatement.Parse(text.Replace("{0}", default(Sha256Hash).ToBase64(), StringComparison.Ordinal)).Ok.ShouldBeFalse();

    [Theory]
    [InlineData("amazonia", true)]
    [InlineData("amazonia/2026.a_b-C", true)]
    [InlineData("amazonia/", false)]
    [InlineData("amazonia/a/b", false)]
    [InlineData("amazonia2", false)]
    [InlineData("amazonia/ключ", false)]
    [InlineData("bazaarly/amazonia", false)]
    public void A_key_says_in_its_name_whose_it_is(string name, bool isTheirs) => SigningKeyName.IsOf(name, "amazonia").ShouldBe(isTheirs);

    [Fact]
    public void A_key_of_small_order_is_not_sound()
    {
        Ed25519.IsSoundKey(Signer.Key.PublicKey).ShouldBeTrue();
        Ed25519.IsSoundKey([1, .. new byte[31]]).ShouldBeFalse("the neutral point");
        Ed25519.IsSoundKey(new byte[32]).ShouldBeFalse("a point of order four");
    }

    private static (ReadOnlyMemory<byte>[] Records, SignedBatch Batch, BatchProof[] Proofs) Batch(int count)
    {
        var records = Enumerable.Range(0, count).Select(n => (ReadOnlyMemory<byte>)Hex.Utf8($"record {n}")).ToArray();
        var batch = SignedBatch.Sign(records, Signer);
        var tree = SignedBatch.TreeOf(records, batch.Nonces);
        return (records, batch, [.. Enumerable.Range(0, count).Select(n => new BatchProof(n, tree.Inclusion(n, count), batch.Note))]);
    }
}
