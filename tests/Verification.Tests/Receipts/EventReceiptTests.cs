using System.Text.Json.Nodes;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Receipts;
using SharingHub.Verification.Tests.Events;

namespace SharingHub.Verification.Tests.Receipts;

public sealed class EventReceiptTests
{
    private static readonly LogPolicy Policy = new(GivenEvent.Origin, [VerifierKey.Parse(GivenEvent.LogKey).OrThrow()], [VerifierKey.Parse(GivenEvent.WitnessKey).OrThrow()], quorum: 1);

    [Fact]
    public void A_receipt_that_was_written_and_read_shows_its_event()
    {
        var shown = EventReceipt.Parse(Whole().ToBytes()).OrThrow().Verify(Policy).OrThrow();
        shown.Envelope.ShouldBe(GivenEvent.Envelope);
        shown.Index.ShouldBe(0);
        shown.BodyChecked.ShouldBeTrue();
        shown.Checkpoint.Cosignatures.Single().Key.Name.ShouldBe("witness.example/w1");
    }

    [Fact]
    public void A_receipt_without_the_body_shows_the_envelope_and_says_that_no_body_was_checked() =>
        EventReceipt.Parse((Whole() with { Body = null, BodySalt = null }).ToBytes()).OrThrow().Verify(Policy).OrThrow().BodyChecked.ShouldBeFalse();

    [Fact]
    public void Its_file_is_an_object_of_these_strings()
    {
        var file = JsonNode.Parse(Whole().ToBytes())!.AsObject();
        file.Select(m => m.Key).ShouldBe(["format", "vkey", "proof", "envelope", "salt", "body_salt", "body"]);
        file["format"]!.GetValue<string>().ShouldBe("sharinghub-receipt/v1");
        file["vkey"]!.GetValue<string>().ShouldBe(GivenEvent.LogKey);
        file["envelope"]!.GetValue<string>().ShouldBe(GivenEvent.Text);
        file["proof"]!.GetValue<string>().ShouldBe("c2sp.org/tlog-proof@v1\nindex 0\n\n" + GivenEvent.CheckpointNote);
        Convert.FromBase64String(file["salt"]!.GetValue<string>()).ShouldBe(EventSalts.Salt(GivenEvent.StreamKey, GivenEvent.Id));
    }

    [Theory]
    [InlineData("proof")]
    [InlineData("envelope")]
    [InlineData("salt")]
    [InlineData("body_salt")]
    [InlineData("body")]
    public void Every_changed_character_of_a_member_is_found(string member)
    {
        var value = JsonNode.Parse(Whole().ToBytes())![member]!.GetValue<string>();
        for (var i = 0; i < value.Length; i++)
        {
            var changed = With(member, value[..i] + (value[i] == 'A' ? 'B' : 'A') + value[(i + 1)..]);
            (EventReceipt.Parse(changed) is { Ok: true, Value: var read } && read.Verify(Policy).Ok).ShouldBeFalse($"{member}, character {i}");
        }
    }

    [Theory]
    [InlineData("format", "sharinghub-receipt/v2", "'format' is not 'sharinghub-receipt/v1'")]
    [InlineData("vkey", "log", "'vkey': A verifier key is 'name+id+key'.")]
    [InlineData("proof", "", "'proof': The proof has no empty line")]
    [InlineData("envelope", "sharinghub-event/v1\r\n", "'envelope': ")]
    [InlineData("salt", "AAAA", "'salt' is not base64 of 32 bytes")]
    [InlineData("body_salt", "AAAA", "'body_salt' is not base64 of 32 bytes")]
    [InlineData("body", "*", "'body' is not base64")]
    [InlineData("body_salt", null, "no 'body_salt' to check it with")]
    [InlineData("salt", null, "'salt' is missing")]
    [InlineData("more", "x", "a member that is none of format")]
    public void A_wrong_member_is_refused_by_name(string member, string? value, string sentence)
    {
        var read = EventReceipt.Parse(With(member, value));
        read.Ok.ShouldBeFalse();
        read.Problem.Sentence.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"format\":\"sharinghub-receipt/v1\",\"format\":\"sharinghub-receipt/v1\"}")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":\"\\ud800\"}")]
    [InlineData("{} {}")]
    public void What_is_no_object_of_single_strings_is_refused(string file) => EventReceipt.Parse(Hex.Utf8(file)).Ok.ShouldBeFalse();

    [Fact]
    public void Bytes_after_the_object_are_refused() => EventReceipt.Parse([.. Whole().ToBytes(), (byte)'x']).Ok.ShouldBeFalse();

    private static EventReceipt Whole() => new(
        VerifierKey.Parse(GivenEvent.LogKey).OrThrow(), new TlogProof(0, [], SignedNote.Parse(Hex.Utf8(GivenEvent.CheckpointNote)).OrThrow()), GivenEvent.Envelope,
        EventSalts.Salt(GivenEvent.StreamKey, GivenEvent.Id), EventSalts.BodySalt(GivenEvent.StreamKey, GivenEvent.Id), GivenEvent.Body);

    private static byte[] With(string member, string? value)
    {
        var file = JsonNode.Parse(Whole().ToBytes())!.AsObject();
        if (value is null)
            file.Remove(member);
        else
            file[member] = value;
        return Hex.Utf8(file.ToJsonString());
    }
}
