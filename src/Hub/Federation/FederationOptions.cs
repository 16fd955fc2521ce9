using System.ComponentModel.DataAnnotations;

namespace SharingHub.Hub.Federation;

/// <summary>How peer hubs are followed.</summary>
internal sealed record FederationOptions
{
    public const string Section = "Federation";

    /// <summary>Long enough for a restart or a changed certificate, short enough that what was taken back meanwhile is not used for a day.</summary>
    public static readonly TimeSpan DefaultStopAfter = TimeSpan.FromHours(1);

    /// <summary>Several for each member of a large hub; each is put before up to 64 members here, and is kept in memory.</summary>
    public const int DefaultMostAgreements = 1000;

    /// <summary>What came from a peer that was not heard of for longer is not shown until it is heard again. At least ten seconds.</summary>
    public TimeSpan StopAfter { get; init; } = DefaultStopAfter;

    /// <summary>Agreements with one peer that may stand at the same time; a peer that tells of more is refused. 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int MostAgreements { get; init; } = DefaultMostAgreements;

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
