using System.Text;
using SharingHub.Cosigning;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Cosigning;

/// <summary>A log's side: a policy file of these witnesses, and the quorum made of it.</summary>
internal static class Asking
{
    public static WitnessQuorum Quorum(TwoHistories log, TimeProvider time, string rule, params IEnumerable<(VerifierKey Key, Uri Url)> witnesses) =>
        Quorum(log, time, new CosigningOptions { Timeout = TimeSpan.FromSeconds(30) }, rule, witnesses);

    public static WitnessQuorum Quorum(TwoHistories log, TimeProvider time, CosigningOptions options, string rule, params IEnumerable<(VerifierKey Key, Uri Url)> witnesses)
    {
        var all = witnesses.ToArray();
        var lines = all.Select((w, i) => $"witness w{i + 1} {w.Key} {w.Url}\n").Append($"group all-of-them {rule} {string.Join(' ', all.Select((_, i) => $"w{i + 1}"))}\nquorum all-of-them\n");
        var file = PolicyFile.Parse(Encoding.UTF8.GetBytes(string.Concat(lines))).OrThrow();
        return WitnessQuorum.Create(file, log.Name, [log.Signer.Key], options, WitnessConnections.Create(), time).OrThrow();
    }

    public static Task<CosignedCheckpoint> AskAsync(this WitnessQuorum quorum, TwoHistories log, int size, int history = 0) => quorum.CosignAsync(
        log.Note(size, history), (old, to, _) => Task.FromResult(log.Proof(old, to, history)), TestContext.Current.CancellationToken);
}
