using System.ComponentModel.DataAnnotations;

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
}
