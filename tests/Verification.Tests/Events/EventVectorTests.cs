using System.Security.Cryptography;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Events;

/// <summary>The format's own vector, every step to the byte.</summary>
public sealed class EventVectorTests
{
    private static readonly byte[] Salt = EventSalts.Salt(GivenEvent.StreamKey, GivenEvent.Id);

    [Fact]
    public void The_salts_come_out()
    {
        Convert.ToHexStringLower(Salt).ShouldBe("4033b24438d1f9097c967e12f3b5c0a635ac23ea115ac0d9dca672e176e3c571");
        Convert.ToHexStringLower(EventSalts.BodySalt(GivenEvent.StreamKey, GivenEvent.Id)).ShouldBe("379f3d42dcf09c081f9557809896af6f6ff7aaa84c194259300ceb9476010f82");
    }

    [Fact]
    public void The_envelope_comes_out()
    {
        var bytes = GivenEvent.Envelope.ToBytes();
        bytes.ShouldBe(Hex.Utf8(GivenEvent.Text));
        bytes.Length.ShouldBe(312);
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe("af1151e3d822c578573b5f37ee268bcdbccd9bb81af4f51cf0e7016ce11d23a3");
        EventEnvelope.Parse(bytes).OrThrow().ShouldBe(GivenEvent.Envelope);
    }

    [Fact]
    public void The_commitment_the_entry_and_the_leaf_come_out()
    {
        var commitment = Commitment.To(Salt, GivenEvent.Envelope.ToBytes());
        commitment.Hash.ToString().ShouldBe("89ae630f32ad21a566fd55983a7f95fee6e7aab881e0b79623605165d104b56f");
        commitment.ToEntry().ShouldBe(Hex.Utf8("sharinghub-ledger/v1\nia5jDzKtIaVm/VWYOn+V/ubnqriB4LeWI2BRZdEEtW8=\n"));
        commitment.ToEntry().Length.ShouldBe(Commitment.EntrySize);
        commitment.ToLeaf().ToString().ShouldBe("16d19f5993a8e7e214812b6dc809d9e78985d6759b4ecf853c23790a53b0b67b");
        Commitment.TryParseEntry(commitment.ToEntry(), out var parsed).ShouldBeTrue();
        parsed.ShouldBe(commitment);
    }

    [Fact]
    public void The_bundle_the_tile_and_the_root_come_out()
    {
        var entry = Commitment.To(Salt, GivenEvent.Envelope.ToBytes()).ToEntry();
        var log = LogGrowth.Append(0, Verification.Merkle.Rfc6962.EmptyRoot, _ => null, [entry]).OrThrow();
        log.Files.Select(f => (f.Path.ToString(), Convert.ToHexStringLower(f.Bytes))).ShouldBe(
        [
            ("tile/entries/000.p/1", "004273686172696e676875622d6c65646765722f76310a6961356a447a4b744961566d2f5657594f6e2b562f75626e71726942344c6557493242525a6445457457383d0a"),
            ("tile/0/000.p/1", "16d19f5993a8e7e214812b6dc809d9e78985d6759b4ecf853c23790a53b0b67b"),
        ]);
        log.Root.ToBase64().ShouldBe("FtGfWZOo5+IUgSttyAnZ54mF1nWbTs+FPCN5ClOwtns=");
    }

    [Fact]
    public void The_cosigned_checkpoint_comes_out_and_verifies()
    {
        GivenEvent.Log.Key.ToString().ShouldBe(GivenEvent.LogKey);
        GivenEvent.Witness.Key.ToString().ShouldBe(GivenEvent.WitnessKey);
        var text = new Checkpoint(GivenEvent.Origin, 1, Commitment.To(Salt, GivenEvent.Envelope.ToBytes()).ToLeaf()).ToText();
        var note = SignedNote.Create(text, [GivenEvent.Log.Sign(text, 0), GivenEvent.Witness.Sign(text, GivenEvent.CosignedAt)]).OrThrow();
        note.ToString().ShouldBe(GivenEvent.CheckpointNote);

        var policy = new LogPolicy(
            GivenEvent.Origin, [VerifierKey.Parse(GivenEvent.LogKey).OrThrow()], [VerifierKey.Parse(GivenEvent.WitnessKey).OrThrow()], quorum: 1);
        var opened = policy.Open(Hex.Utf8(GivenEvent.CheckpointNote)).OrThrow();
        opened.Checkpoint.Size.ShouldBe(1);
        opened.Cosignatures.Single().Time.ShouldBe(GivenEvent.CosignedAt);
    }

    [Fact]
    public void The_body_is_told_from_any_other()
    {
        var salt = EventSalts.BodySalt(GivenEvent.StreamKey, GivenEvent.Id);
        var body = EventEnvelope.Parse(Hex.Utf8(GivenEvent.Text)).OrThrow().Body;
        body.Matches(GivenEvent.Body, salt).ShouldBeTrue();
        body.Matches([.. GivenEvent.Body, 0], salt).ShouldBeFalse();
        body.Matches(Hex.Bytes("0896011002"), salt).ShouldBeFalse();
        body.Matches(GivenEvent.Body, Salt).ShouldBeFalse();
    }

    [Fact]
    public void Every_flipped_bit_of_envelope_or_salt_is_another_commitment()
    {
        var envelope = GivenEvent.Envelope.ToBytes();
        var commitment = Commitment.To(Salt, envelope);
        byte[] input = [.. Salt, .. envelope];
        for (var i = 0; i < input.Length * 8; i++)
        {
            input[i / 8] ^= (byte)(1 << (i % 8));
            Commitment.To(input.AsSpan(0, 32), input.AsSpan(32)).ShouldNotBe(commitment);
            input[i / 8] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void A_salt_or_key_of_another_length_is_refused()
    {
        Should.Throw<ArgumentException>(() => Commitment.To(new byte[31], GivenEvent.Envelope.ToBytes()));
        Should.Throw<ArgumentException>(() => EventSalts.Salt(new byte[31], GivenEvent.Id));
    }

    [Fact]
    public void An_entry_in_any_other_spelling_is_refused()
    {
        var entry = Commitment.To(Salt, GivenEvent.Envelope.ToBytes()).ToEntry();
        Commitment.TryParseEntry([.. entry, (byte)'\n'], out _).ShouldBeFalse();
        Commitment.TryParseEntry(entry.AsSpan(0, 65), out _).ShouldBeFalse();
        Commitment.TryParseEntry(Hex.Utf8("sharinghub-ledger/v1\nia5jDzKtIaVm/VWYOn+V/ubnqriB4LeWI2BRZdEEtW9=\n"), out _).ShouldBeFalse();
        Commitment.TryParseEntry(Hex.Utf8("sharinghub-ledger/v2\nia5jDzKtIaVm/VWYOn+V/ubnqriB4LeWI2BRZdEEtW8=\n"), out _).ShouldBeFalse();
        Commitment.TryParseEntry(Hex.Utf8("sharinghub-ledger/v1\nia5jDzKtIaVm/VWYOn+V/ubnqriB4LeWI2BRZdEEtW8=\r"), out _).ShouldBeFalse();
    }
}
