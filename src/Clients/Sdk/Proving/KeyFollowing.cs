using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Sdk.Proving;

/// <summary>From a log's key that is trusted to those that took over from it, by what the log proves.</summary>
public static class KeyFollowing
{
    /// <summary>Gets what says that keys took over, and believes it as far as each key signed for the next and the log holds it.</summary>
    /// <param name="hub">The connection; a log's files are for anyone, so no token is sent.</param>
    /// <param name="trusted">The key to begin with.</param>
    /// <param name="cancel">Ends the calls.</param>
    /// <exception cref="HubException">DATA_LOSS: what the hub gave does not hold. UNAVAILABLE: it does not answer.</exception>
    public static async Task<FollowedKeys> FollowLogKeyAsync(this HubConnection hub, VerifierKey trusted, CancellationToken cancel = default)
    {
        var followed = await hub.TryFollowLogKeyAsync(trusted, cancel);
        return followed.Ok ? followed.Value : throw HubException.Broken(followed.Problem.Sentence);
    }

    internal static async Task<Checked<FollowedKeys>> TryFollowLogKeyAsync(this HubConnection hub, VerifierKey trusted, CancellationToken cancel)
    {
        var proofs = new List<EventReceipt>();
        for (var last = trusted; proofs.Count < LogKeyChain.MaxKeys && await hub.ReadLogFileAsync($"succession/{last.Id}", cancel) is { } file;)
        {
            var proof = EventReceipt.Parse(file);
            if (!proof.Ok)
                return proof.Problem;
            if (proof.Value.Body is not { } body)
                return new Problem("The event that should name the log's next key has no body.");
            var succession = KeySuccession.FromBody(body.Span);
            if (!succession.Ok)
                return succession.Problem;
            if (succession.Value.Old.ToString() != last.ToString())
                return new Problem($"The hub was asked who took over from {last}, and answered for {succession.Value.Old}.");
            proofs.Add(proof.Value);
            last = succession.Value.New;
        }

        var keys = LogKeyChain.Follow(trusted, proofs);
        return keys.Ok ? new FollowedKeys(keys.Value, proofs) : keys.Problem;
    }
}
