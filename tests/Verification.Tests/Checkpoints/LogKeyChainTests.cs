using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Receipts;

namespace SharingHub.Verification.Tests.Checkpoints;

public sealed class LogKeyChainTests
{
    private const string Origin = "hub.example/ledger/0";

    private static readonly NoteSigner[] Keys = [.. Enumerable.Range(1, 4).Select(seed => new NoteSigner(Origin, SignatureType.Ed25519, [.. Enumerable.Repeat((byte)seed, 32)]))];

    private static readonly byte[] StreamKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void From_a_key_that_is_trusted_the_log_leads_to_those_that_took_over()
    {
        EventReceipt[] proofs = [Proof(0, 1, signedBy: 2), Proof(1, 2, signedBy: 2)];
        Follow(0, proofs).ShouldBe([0, 1, 2]);
        Follow(0, [proofs[1], proofs[0]]).ShouldBe([0, 1, 2], "in any order");
        Follow(2, []).ShouldBe([2]);
    }

    [Fact]
    public void While_both_sign_the_old_key_alone_is_enough_to_follow() => Follow(0, [Proof(0, 1, signedBy: 0)]).ShouldBe([0, 1]);

    [Fact]
    public void A_succession_that_is_in_no_tree_of_this_log_is_refused() =>
        Refusal(0, Proof(0, 1, signedBy: 3)).ShouldContain("not shown to be in the log");

    [Fact]
    public void A_key_that_signed_for_itself_alone_does_not_take_over()
    {
        var text = $"sharinghub-ledger-key/v1\nold {Keys[0].Key}\nnew {Keys[3].Key}\n";
        var forged = SignedNote.Create(text, [Keys[3].Sign(text, time: 0)]).OrThrow();
        Refusal(0, Proof(forged.ToBytes(), signedBy: 0)).ShouldContain("by the old key and by the new one");
    }

    [Fact]
    public void A_succession_that_does_not_begin_with_the_trusted_key_leads_nowhere() =>
        Refusal(0, Proof(1, 2, signedBy: 2)).ShouldContain("not shown to be in the log");

    [Fact]
    public void Two_successors_of_one_key_are_two_histories() =>
        Refusal(0, Proof(0, 1, signedBy: 0), Proof(0, 2, signedBy: 0)).ShouldContain("hands over to two keys");

    [Fact]
    public void A_key_takes_over_once() => Refusal(0, Proof(0, 1, signedBy: 0), Proof(1, 0, signedBy: 0)).ShouldContain("a second time");

    [Fact]
    public void Another_event_names_no_key() => Refusal(0, Proof(0, 1, signedBy: 0, type: "member.registered.v1")).ShouldContain("this is a member.registered.v1");

    private static int[] Follow(int trusted, EventReceipt[] proofs) =>
        [.. LogKeyChain.Follow(Keys[trusted].Key, proofs).OrThrow().Select(k => Array.FindIndex(Keys, other => other.Key.ToString() == k.ToString()))];

    private static string Refusal(int trusted, params EventReceipt[] proofs) => LogKeyChain.Follow(Keys[trusted].Key, proofs).Problem!.Sentence;

    private static EventReceipt Proof(int old, int successor, int signedBy, string type = KeySuccession.EventType) =>
        Proof(KeySuccession.Sign(Keys[old], Keys[successor]).Note.ToBytes(), signedBy, type);

    private static EventReceipt Proof(byte[] note, int signedBy, string type = KeySuccession.EventType)
    {
        var id = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");
        byte[] body = [0x0A, (byte)(0x80 | (note.Length & 0x7F)), (byte)(note.Length >> 7), .. note];
        var (salt, bodySalt) = (EventSalts.Salt(StreamKey, id), EventSalts.BodySalt(StreamKey, id));
        var envelope = new EventEnvelope(
            id, "-", "ledger/key", 1, type, new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), "system:ledger", null, EventBody.Of("application/x-protobuf", body, bodySalt));
        var tree = new MerkleTree([Commitment.To(salt, envelope.ToBytes()).ToLeaf()]);
        var text = new Checkpoint(Origin, 1, tree.Root()).ToText();
        var signed = SignedNote.Create(text, [Keys[signedBy].Sign(text, time: 0)]).OrThrow();
        return new EventReceipt(Keys[signedBy].Key, new TlogProof(0, [], signed), envelope, salt, bodySalt, body);
    }
}
