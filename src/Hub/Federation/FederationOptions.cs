using System.ComponentModel.DataAnnotations;

namespace SharingHub.Hub.Federation;

/// <summary>How peer hubs are followed.</summary>
internal sealed record FederationOptions
{
    public const string Section = "Federation";

    /// <summary>Long enough for a restart or a changed certificate, short enough that what was taken back meanwhile is not used for a day.</summary>
    public static readonly TimeSpan DefaultStopAfter = TimeSpan.FromHours(1);

    /// <summary>What came from a peer that was not heard of for longer is not shown until it is heard again. More than zero.</summary>
    public TimeSpan StopAfter { get; init; } = DefaultStopAfter;

    /// <summary>This hub's credentials at each peer that it follows, by the peer's id here.</summary>
    public IReadOnlyDictionary<string, PeerCredential> Peers { get; init; } = new Dictionary<string, PeerCredential>();
}

/// <summary>A client of a peer's token issuer that acts there for this hub. Files are PEM.</summary>
internal sealed record PeerCredential
{
    [Required]
    public required string ClientId { get; init; }

    [Required]
    public required string Certificate { get; init; }

    [Required]
    public required string Key { get; init; }
}
