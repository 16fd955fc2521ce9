using SharingHub.Verification.Notes;

namespace SharingHub.Witness;

/// <summary>How a witness is set up.</summary>
public sealed record WitnessOptions
{
    /// <summary>Where key and state lie. One process at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>The key's name, such as <c>witness.example/w1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The keys of the logs that are watched. A key's name is its log's origin; a log that changes keys has two.</summary>
    public required IReadOnlyCollection<VerifierKey> Logs { get; init; }

    /// <summary>An IP address or localhost, with a port (0 for any that is free), and no path.</summary>
    public required Uri Listen { get; init; }

    /// <summary>PEM files of the server's certificate and its key; both or neither.</summary>
    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }
}
