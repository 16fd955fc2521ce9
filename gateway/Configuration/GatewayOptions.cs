namespace SharingHub.Gateway.Configuration;

/// <summary>Everything the gateway is told, under <c>Gateway:</c>. All certificates and keys are PEM files, read once at start.</summary>
internal sealed record GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>The address of the public door, <c>https://HOST:PORT</c>. HOST is an IP address, <c>localhost</c> or <c>*</c> (every interface).</summary>
    public string Listen { get; init; } = "";

    /// <summary>The certificate that callers see; intermediates may follow it in the file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The private key of <see cref="Certificate"/>.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>The authorities that a caller's certificate must chain to: at least one root, and any intermediates.</summary>
    public string ClientCa { get; init; } = "";

    /// <summary>The hub's replicas, each <c>https://HOST:PORT</c>.</summary>
    public IReadOnlyList<string> Hubs { get; init; } = [];

    /// <summary>The token issuer, <c>https://HOST:PORT</c>.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Who the gateway is towards hub and issuer, and whom it believes there.</summary>
    public UpstreamOptions Upstream { get; init; } = new();

    /// <summary>What one caller may ask of the gateway.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>How the gateway watches what stands behind it.</summary>
    public WatchOptions Watch { get; init; } = new();
}

/// <summary>The gateway's side of mTLS towards hub and issuer.</summary>
internal sealed record UpstreamOptions
{
    /// <summary>The client certificate that hub and issuer know the gateway by.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The private key of <see cref="Certificate"/>.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>The authorities that the certificates of hub and issuer must chain to. Their names must match the configured addresses.</summary>
    public string Ca { get; init; } = "";
}
