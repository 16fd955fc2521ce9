using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Hub.Federation;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Tests.Federation;

public sealed class CosignRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero);
    private static readonly NoteSigner Log = NoteSigner.Generate("hub.example/ledger/0", SignatureType.Ed25519);
    private static readonly NoteSigner Old = NoteSigner.Generate("hub.us.example/ledger/0/witness", SignatureType.Cosignature);
    private static readonly NoteSigner New = NoteSigner.Generate("hub.us.example/ledger/0/witness", SignatureType.Cosignature);
    private static readonly SignedNote Signed = Checkpoint(7, 1);

    [Fact]
    public void The_newest_of_each_named_key_counts_while_keys_change()
    {
        var lines = $"{Line(Old, -60)}{Line(Old, 0)}{Line(New, -5)}{Line(NoteSigner.Generate("stranger", SignatureType.Cosignature), 0)}";
        Read(lines).Select(c => (c.Key, c.Time)).ShouldBe([(Old.Key, Now.ToUnixTimeSeconds()), (New.Key, Now.ToUnixTimeSeconds() - 5)], ignoreOrder: true);
    }

    [Fact]
    public void A_clock_that_is_a_little_ahead_is_believed_and_one_that_is_far_ahead_is_not()
    {
        Read(Line(Old, 290)).ShouldHaveSingleItem();
        Refused(Line(Old, 310)).ShouldContain("time to come");
    }

    [Fact]
    public void Anything_but_a_named_keys_good_signature_on_this_very_checkpoint_is_refused()
    {
        Refused("");
        Refused("no line");
        Refused(Line(NoteSigner.Generate("stranger", SignatureType.Cosignature), 0)).ShouldContain("no signature of a known key");
        // Of one size, another root: what a fork would be.
        Refused(Line(Old, 0, Checkpoint(7, 2))).ShouldContain("does not verify");
        Refused(Line(Old, 0) + Line(New, 0, Checkpoint(6, 1))).ShouldContain("does not verify");
        Refused(Log.Sign(Signed.Text, 0).ToLine()).ShouldContain("no signature of a known key");
    }

    private static IReadOnlyCollection<VerifiedSignature> Read(string lines) =>
        CosignRequests.Read(new CosignRequest { Size = 7, Cosignatures = lines }, Signed, new KeyRing(Old.Key, New.Key), Now);

    private static string Refused(string lines)
    {
        var refused = Should.Throw<RpcException>(() => Read(lines));
        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        return refused.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>().FieldViolations.ShouldHaveSingleItem().Description;
    }

    private static string Line(NoteSigner witness, int seconds, SignedNote? checkpoint = null) =>
        witness.Sign((checkpoint ?? Signed).Text, Now.AddSeconds(seconds).ToUnixTimeSeconds()).ToLine();

    private static SignedNote Checkpoint(long size, byte root)
    {
        var text = new Checkpoint(Log.Key.Name, size, new Sha256Hash(Enumerable.Repeat(root, 32).ToArray())).ToText();
        return SignedNote.Create(text, [Log.Sign(text, 0)]).OrThrow();
    }
}
