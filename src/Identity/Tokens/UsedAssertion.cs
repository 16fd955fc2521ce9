namespace SharingHub.Identity.Tokens;

/// <summary>A client assertion that bought a token, kept until it could not be accepted again anyway.</summary>
internal sealed class UsedAssertion
{
    public required string ClientId { get; init; }

    public required string Jti { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
