using System.ComponentModel.DataAnnotations;
using SharingHub.Cosigning;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>The log and who signs it.</summary>
internal sealed record LedgerOptions
{
    public const string Section = "Hub:Ledger";

    /// <summary>The log's name for all time, e.g. <c>hub.example/ledger/0</c>: a URL without its scheme; no spaces, no plus sign.</summary>
    [Required]
    public required string Origin { get; init; }

    /// <summary>The signer, e.g. <c>https://10.0.0.5:7600</c>. The hub shows its own certificate there.</summary>
    [Required]
    public required Uri Signer { get; init; }

    /// <summary>What the signer's certificate must chain to, PEM.</summary>
    [Required]
    public required string SignerCa { get; init; }

    /// <summary>The witnesses with their addresses, and how many are enough: a C2SP tlog-policy file. None are asked without it.</summary>
    public string? Witnesses { get; init; }

    /// <summary>What the witnesses' certificates must chain to, PEM; absent means what this machine trusts.</summary>
    public string? WitnessCa { get; init; }

    /// <summary>How long writing goes on without a quorum having seen the log.</summary>
    public TimeSpan EvidenceLimit { get; init; } = EvidenceRule.DefaultLimit;
}
