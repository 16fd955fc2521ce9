namespace SharingHub.Sdk.Connecting;

internal sealed record AccessToken(string Value, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt)
{
    // Early enough that a call begun with the token still has a fifth of its life.
    private const double RenewAtShareOfLife = 0.8;

    public static AccessToken Issued(string value, DateTimeOffset at, TimeSpan life) => new(value, at + (life * RenewAtShareOfLife), at + life);

    // A record's own ToString would show the token.
    public override string ToString() => $"token until {ExpiresAt:O}";
}
