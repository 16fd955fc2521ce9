using System.Security.Cryptography.X509Certificates;
using SharingHub.Cosigning;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Ledger.Witnesses;

/// <summary>Asks the witnesses of the configured policy, if there is one, and says once whenever what one of them answers changes.</summary>
internal sealed class Witnessing(LedgerOptions options, Publishing.ConsistencyProofs proofs, LedgerLog log, TimeProvider time) : IDisposable
{
    private readonly PolicyFile? _policy = options.Witnesses is { } file ? PolicyFile.Parse(File.ReadAllBytes(file)).OrThrow() : null;
    private readonly Dictionary<string, WitnessOutcome> _answers = new(StringComparer.Ordinal);
    private WitnessQuorum? _quorum;
    private int _keysOfQuorum;

    /// <summary>Whether a policy is configured.</summary>
    public bool AreAsked => _policy is not null;

    /// <summary>The note with all cosignatures that came, and what each witness answered; null where none is configured.</summary>
    /// <param name="keys">The log's. They only ever become more.</param>
    public async Task<CosignedCheckpoint?> CosignAsync(SignedNote note, VerifierKey[] keys, CancellationToken stop)
    {
        if (_policy is null)
        {
            return null;
        }

        if (_keysOfQuorum != keys.Length)
        {
            _quorum?.Dispose();
            (_quorum, _keysOfQuorum) = (WitnessQuorum.Create(_policy, options.Origin, keys, new CosigningOptions(), Connections(), time).OrThrow(), keys.Length);
        }

        var cosigned = await _quorum!.CosignAsync(note, proofs.MakeAsync, stop);
        foreach (var report in cosigned.Reports)
        {
            Say(report);
        }

        return cosigned;
    }

    /// <summary>Whether a witness says that it holds another history of this log, or more of it than there is here.</summary>
    public static bool Contradicts(WitnessReport report) =>
        report.Outcome == WitnessOutcome.Ahead || report is { Outcome: WitnessOutcome.Refused, Status: StatusCodes.Status422UnprocessableEntity };

    public void Dispose() => _quorum?.Dispose();

    private void Say(WitnessReport report)
    {
        Telemetry.WitnessAnswers.Add(1, new KeyValuePair<string, object?>("witness", report.Witness), new KeyValuePair<string, object?>("outcome", report.Outcome.ToString()));
        var before = _answers.TryGetValue(report.Witness, out var known) ? known : WitnessOutcome.Cosigned;
        _answers[report.Witness] = report.Outcome;
        if (before == report.Outcome)
        {
            return;
        }

        if (Contradicts(report))
        {
            log.WitnessContradicts(report.Witness, report.Size ?? 0);
        }
        else if (report.Outcome == WitnessOutcome.Cosigned)
        {
            log.WitnessCosignsAgain(report.Witness);
        }
        else
        {
            log.WitnessDidNotCosign(report.Witness, report.Outcome, report.Status ?? 0);
        }
    }

    private SocketsHttpHandler Connections()
    {
        if (options.WitnessCa is not { } file)
        {
            return WitnessConnections.Create();
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return WitnessConnections.Create(authorities);
    }
}
