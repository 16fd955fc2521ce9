using System.Text;
using SharingHub.Cosigning;
using SharingHub.Federation.V1;
using SharingHub.Hub.Foundation;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Hub.Federation;

/// <summary>What a peer hub cosigned, held to its witness keys. Pure.</summary>
internal static class CosignRequests
{
    /// <returns>One of each key, the newest.</returns>
    /// <param name="request">What the peer gave.</param>
    /// <param name="checkpoint">Of the size that it names.</param>
    /// <param name="witness">The peer's keys that stand; one at least.</param>
    /// <param name="now">No cosignature is of a later time, but for a clock that is a little off.</param>
    public static IReadOnlyCollection<VerifiedSignature> Read(CosignRequest request, SignedNote checkpoint, KeyRing witness, DateTimeOffset now)
    {
        var found = new Violations();
        var read = WitnessAnswer.Read(Encoding.UTF8.GetBytes(request.Cosignatures), checkpoint.Text, witness);
        found.When(
            !read.Ok, "cosignatures", $"must be signature lines by a witness key of this peer hub on the checkpoint of {request.Size} entries: {read.Problem?.Sentence.TrimEnd('.')}");
        VerifiedSignature[] newest = [.. (read.Value ?? []).GroupBy(c => c.Key).Select(c => c.MaxBy(one => one.Time)!)];
        found.When(newest.Any(c => c.Time > (now + EvidenceRule.FutureTolerance).ToUnixTimeSeconds()), "cosignatures", "must not be of a time to come");
        found.Throw();
        return newest;
    }
}
