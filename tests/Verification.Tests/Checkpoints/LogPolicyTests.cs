using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Checkpoints;

public sealed class LogPolicyTests
{
    private const string Origin = "hub.example/ledger/0";

    private static readonly NoteSigner Old = Signer(Origin, SignatureType.Ed25519, 1);
    private static readonly NoteSigner New = Signer(Origin, SignatureType.Ed25519, 2);
    private static readonly NoteSigner Ada = Signer("ada", SignatureType.Cosignature, 3);
    private static readonly NoteSigner AdaLater = Signer("ada", SignatureType.Cosignature, 4);
    private static readonly NoteSigner Bob = Signer("bob", SignatureType.Cosignature, 5);

    private static readonly string Text = new Checkpoint(Origin, 0, Rfc6962.EmptyRoot).ToText();

    [Fact]
    public void A_log_without_witnesses_needs_its_own_signature_only()
    {
        var policy = new LogPolicy(Origin, [Old.Key]);
        policy.Open(Note(Old)).OrThrow().Cosignatures.ShouldBeEmpty();
        policy.Open(Note(Old, Ada)).OrThrow().Cosignatures.ShouldBeEmpty();
        policy.Open(Note(New)).Ok.ShouldBeFalse();
    }

    [Fact]
    public void While_keys_change_either_is_enough()
    {
        var policy = new LogPolicy(Origin, [Old.Key, New.Key]);
        policy.Open(Note(Old)).Ok.ShouldBeTrue();
        policy.Open(Note(New)).Ok.ShouldBeTrue();
        policy.Open(Note(Old, New)).Ok.ShouldBeTrue();
    }

    [Fact]
    public void Witnesses_alone_do_not_make_a_checkpoint() =>
        new LogPolicy(Origin, [Old.Key], [Ada.Key, Bob.Key]).Open(Note(Ada, Bob)).Problem!.Sentence.ShouldBe("No key of the log has signed the checkpoint.");

    [Fact]
    public void The_quorum_counts_witnesses_not_keys_nor_lines()
    {
        var policy = new LogPolicy(Origin, [Old.Key], [Ada.Key, AdaLater.Key, Bob.Key], quorum: 2);
        policy.Open(Note(Old, Ada, Bob)).Ok.ShouldBeTrue();
        policy.Open(Note(Old, Ada, AdaLater)).Ok.ShouldBeFalse();
        policy.Open(Note(Old, Ada, Ada)).Ok.ShouldBeFalse();
        policy.Open(Note(Old, Ada)).Problem!.Sentence.ShouldBe("1 known witnesses have cosigned the checkpoint; asked for: 2 of (1 of (ada, ada), bob).");
        policy.Open(SignedNote.Create(Text, [Old.Sign(Text, 0), Ada.Sign(Text, 1), Ada.Sign(Text, 2)]).OrThrow().ToBytes()).Ok.ShouldBeFalse();
    }

    [Fact]
    public void A_checkpoint_of_another_log_signed_by_the_same_key_is_refused()
    {
        var text = new Checkpoint(Origin + "0", 0, Rfc6962.EmptyRoot).ToText();
        new LogPolicy(Origin, [Old.Key]).Open(SignedNote.Create(text, [Old.Sign(text, 0)]).OrThrow().ToBytes()).Problem!.Sentence
            .ShouldBe("The checkpoint is of the log 'hub.example/ledger/00', not of 'hub.example/ledger/0'.");
    }

    [Fact]
    public void A_signed_note_that_is_no_checkpoint_is_refused() =>
        new LogPolicy(Origin, [Old.Key]).Open(SignedNote.Create("hi\n", [Old.Sign("hi\n", 0)]).OrThrow().ToBytes()).Ok.ShouldBeFalse();

    [Fact]
    public void A_policy_that_cannot_mean_what_it_says_is_refused()
    {
        Should.Throw<ArgumentException>(() => new LogPolicy(Origin, []));
        Should.Throw<ArgumentException>(() => new LogPolicy(Origin, [Old.Key], [New.Key]));
        Should.Throw<ArgumentException>(() => new LogPolicy(Origin, [Old.Key], [Ada.Key, AdaLater.Key], quorum: 2));
        Should.Throw<ArgumentException>(() => new LogPolicy(Origin, [Old.Key], [Ada.Key, Signer("eve", SignatureType.Cosignature, 3).Key], quorum: 2));
    }

    private static NoteSigner Signer(string name, SignatureType type, byte seed) => new(name, type, Enumerable.Repeat(seed, 32).ToArray());

    private static byte[] Note(params NoteSigner[] signers) => SignedNote.Create(Text, signers.Select(s => s.Sign(Text, 5))).OrThrow().ToBytes();
}
