namespace SharingHub.Identity.Hosting;

/// <summary>Section <c>Identity</c> of the configuration. Every certificate and key is a path to a PEM file.</summary>
internal sealed record IdentityOptions
{
    /// <summary>
    /// The public origin of the gateway, for example <c>https://localhost:7443/</c>, with its trailing slash.
    /// This exact string is <c>issuer</c> in discovery, <c>iss</c> in tokens and the only <c>aud</c> of a client assertion.
    /// </summary>
    public string Issuer { get; init; } = "";

    /// <summary>Where this process listens, for example <c>https://127.0.0.1:7502</c>; port 0 takes a free one and logs it.</summary>
    public string Listen { get; init; } = "";

    /// <summary>The server certificate; intermediates may follow it in the file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The private key of <see cref="Certificate"/>.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>The authorities that every client certificate must chain to: roots, and intermediates if any.</summary>
    public string ClientCa { get; init; } = "";

    /// <summary>The one client certificate whose forwarded header is believed. Absent: no forwarded header is.</summary>
    public string? GatewayCertificate { get; init; }

    /// <summary>The private key that signs access tokens: EC P-256.</summary>
    public string SigningKey { get; init; } = "";
}
