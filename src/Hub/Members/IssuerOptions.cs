namespace SharingHub.Hub.Members;

/// <summary>The OpenID Connect issuer that proves clients. Any issuer with certificate-bound client_credentials tokens will do.</summary>
internal sealed record IssuerOptions
{
    public const string Section = "Hub:Issuer";

    /// <summary>Long enough for a token's path through clocks that are nearly right; FAPI 2.0 allows 60 s.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>The issuer's name, exactly as its tokens state it in <c>iss</c>.</summary>
    public required string Authority { get; init; }

    /// <summary>Where its discovery document is; absent means under the issuer's name.</summary>
    public Uri? MetadataAddress { get; init; }

    /// <summary>PEM file of the certificates that its web server's certificate must chain to; absent means the system's.</summary>
    public string? TrustedCa { get; init; }

    /// <summary>What its tokens for this hub state in <c>aud</c>.</summary>
    public string Audience { get; init; } = "sharinghub";

    /// <summary>The claim of its tokens that holds an opaque id of the person who acts through the client; tokens without it name nobody.</summary>
    public string PersonClaim { get; init; } = "person";
}
