using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Batches;

/// <summary>A batch of three records whose bytes a program in another language made; the format does not move from here.</summary>
public sealed class BatchVectorTests
{
    private const string Note =
        """
        sharinghub-batch/v1
        amazonia
        3
        +6/ufzLg9aiThbz8+1DEDKqD7gv9ZbrVc9kF1E92SR8=

        — amazonia/2026 Nr6lyq+Ug9nF2NRz9voiwx1ohzoHN7WCZEJeQewGKyJGnv8J/uXTnX3eU5B/pzC9AqInzLI+wAU4nTaLGjGAtcShVgY=

        """;

    private static readonly byte[][] Nonces = [.. Enumerable.Range(0, 3).Select(n => Enumerable.Range(32 * n, 32).Select(b => (byte)b).ToArray())];

    private static readonly ReadOnlyMemory<byte>[] Records = [Hex.Bytes("0896011001"), Hex.Utf8("second record"), Array.Empty<byte>()];

    private static readonly string[] Leaves =
    [
        "9ec9d2bb39f6ccee62ee87e94a377563e48ffccbb7083f5ac7bf28fe9fe79593",
        "32c8a44cb5caa942e143d5a3dfdf78e1e927d58061f70c910ef0d099007d4b3e",
        "6d4f5dfda8299cc6b8eb3b88473a8ddb622e2c3dbc5ad06c7e5094a9ab0e0f91",
    ];

    // SHA-256 of "sharinghub test contributor key 1".
    private static readonly NoteSigner Signer = new("amazonia/2026", SignatureType.Ed25519, Hex.Bytes("407cb720fe9cab6941918647ba9e507ccf7f2e3c059e891facf939485c20ef53"));

    [Fact]
    public void The_key_has_its_known_text() => Signer.Key.ToString().ShouldBe("amazonia/2026+36bea5ca+AZxxBEeERftAVvTYh7w4IOow2MRBSXRoh1/Kv+IZq8HJ");

    [Fact]
    public void The_leaves_are_the_known_ones() =>
        Records.Select((record, n) => BatchLeaf.Of(Nonces[n], record.Span).ToString()).ShouldBe(Leaves);

    [Fact]
    public void Signing_makes_the_known_note() => SignedBatch.Sign(Records, Nonces, Signer).Note.ToString().ShouldBe(Note);

    [Fact]
    public void The_known_proof_of_the_last_record_verifies()
    {
        var proof = new BatchProof(2, [Hex.Hash("d254aced796b82ff300bd51a4389f6e06b29166a16151ebb61a00319f7ec468e")], SignedNote.Parse(Hex.Utf8(Note)).OrThrow());

        var verified = proof.Verify(Records[2].Span, Nonces[2], Signer.Key).OrThrow();

        verified.Statement.ShouldBe(new BatchStatement("amazonia", 3, Hex.Hash("fbafee7f32e0f5a89385bcfcfb50c40caa83ee0bfd65bad573d905d44f76491f")));
        proof.VerifyLeaf(Hex.Hash(Leaves[2]), Signer.Key).Ok.ShouldBeTrue();
    }
}
