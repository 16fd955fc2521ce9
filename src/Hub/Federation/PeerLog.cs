using Google.Protobuf;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Members;
using SharingHub.Sdk.Proving;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Federation;

/// <summary>The ledger of a peer hub, as far as its keys show it. Pure.</summary>
internal sealed class PeerLog
{
    private readonly LogPolicy? _policy;

    public PeerLog(PeerState peer)
    {
        // All keys of a log have its name, which is its origin.
        VerifierKey[] keys = [.. peer.LogKeys.Where(key => !key.Value).Select(key => VerifierKey.Parse(key.Key).OrThrow())];
        _policy = keys.Length == 0 ? null : new LogPolicy(keys[0].Name, keys);
    }

    /// <summary>What the receipt shows, or why it shows nothing: a sentence to follow the name of a field.</summary>
    public Checked<OnwardEvent> Read(GetReceiptResponse receipt)
    {
        if (_policy is null)
            return new Problem("cannot be checked: every key of this peer's log is revoked");
        if (!receipt.HasBody || !receipt.HasBodySalt)
            return new Problem("must hold the body and its salt: what is reported is what the body says");
        var opened = ReceiptReading.Read(receipt);
        if (!opened.Ok)
            return new Problem($"is no receipt: {opened.Problem}");
        var verified = opened.Value.Verify(_policy);
        if (!verified.Ok)
            return new Problem($"does not hold: {verified.Problem}");
        try
        {
            return OnwardEvent.Of(opened.Value.Envelope, receipt) is { } shown
                ? shown
                : new Problem("must be of an event disclosure.v1, disclosure.used.v1 or disclosure.acknowledged.v1, to a member of the peer, of records of one member of this hub");
        }
        catch (InvalidProtocolBufferException)
        {
            return new Problem("has a body that is none of its type");
        }
    }
}
