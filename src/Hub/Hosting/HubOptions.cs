using System.ComponentModel.DataAnnotations;

namespace SharingHub.Hub.Hosting;

/// <summary>How one replica is set up. Files are PEM.</summary>
internal sealed record HubOptions
{
    public const string Section = "Hub";

    /// <summary>Where to listen, e.g. <c>https://127.0.0.1:7500</c>.</summary>
    [Required]
    public required Uri Listen { get; init; }

    /// <summary>The server's certificate, and its key.</summary>
    [Required]
    public required string Certificate { get; init; }

    [Required]
    public required string CertificateKey { get; init; }

    /// <summary>What client certificates must chain to.</summary>
    [Required]
    public required string ClientCa { get; init; }

    /// <summary>The one certificate whose forwarded header is believed: the gateway's.</summary>
    [Required]
    public required string GatewayCertificate { get; init; }

    /// <summary>The clients that run this hub.</summary>
    public IReadOnlyList<OperatorOptions> Operators { get; init; } = [];
}

/// <summary>A client of the issuer that acts as operator, with this certificate only.</summary>
internal sealed record OperatorOptions
{
    [Required]
    public required string ClientId { get; init; }

    [Required]
    public required string Certificate { get; init; }
}
