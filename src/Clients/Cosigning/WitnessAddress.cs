using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Cosigning;

/// <summary>A witness that can be asked.</summary>
internal sealed record WitnessAddress(string Name, KeyRing Key, Uri AddCheckpoint)
{
    public static Checked<WitnessAddress> Of(PolicyParty witness)
    {
        if (witness.Url is not { } url)
            return new Problem($"The witness '{witness.Name}' has no URL in the policy file.");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            return new Problem($"The URL of the witness '{witness.Name}' has more than scheme, host, port and path.");
        var prefix = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        return new WitnessAddress(witness.Name, new KeyRing(witness.Key), new Uri(prefix, WitnessPaths.AddCheckpoint));
    }
}
