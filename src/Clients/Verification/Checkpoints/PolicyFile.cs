using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>A C2SP tlog-policy: logs, witnesses, and which witnesses are enough.</summary>
/// <param name="Logs">The logs, in the file's order.</param>
/// <param name="Witnesses">The witnesses, in the file's order.</param>
/// <param name="Quorum">The rule.</param>
public sealed record PolicyFile(IReadOnlyList<PolicyParty> Logs, IReadOnlyList<PolicyParty> Witnesses, QuorumRule Quorum)
{
    public const int MaxBytes = 256 * 1024;

    /// <summary>Of logs, of witnesses, and of groups. The specification asks for 32.</summary>
    public const int MaxOfAKind = 256;

    public static Checked<PolicyFile> Parse(ReadOnlySpan<byte> file) =>
        file.Length > MaxBytes ? new Problem($"A policy file has at most {MaxBytes} bytes.") : new PolicyFileReader().Read(file);

    /// <summary>The policy for a log of the file.</summary>
    public Checked<LogPolicy> For(string origin)
    {
        var keys = Logs.Where(l => l.Key.Name == origin).Select(l => l.Key).ToArray();
        return keys.Length > 0 ? For(origin, keys) : new Problem($"The policy file has no log '{origin}'.");
    }

    /// <summary>The policy for a log that is known from elsewhere.</summary>
    public Checked<LogPolicy> For(string origin, IReadOnlyCollection<VerifierKey> logKeys)
    {
        ArgumentNullException.ThrowIfNull(logKeys);
        try
        {
            return new LogPolicy(origin, logKeys, Witnesses.Select(w => w.Key), Quorum);
        }
        catch (ArgumentException e)
        {
            return new Problem(e.Message);
        }
    }
}
