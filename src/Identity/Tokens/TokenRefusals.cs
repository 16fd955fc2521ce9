namespace SharingHub.Identity.Tokens;

/// <summary>Every sentence that a refused token request may get.</summary>
internal static class TokenRefusals
{
    public const string NoCertificate =
        "Present a client certificate on the connection: tokens are bound to it.";

    public const string UntrustedCertificate =
        "Present a client certificate that this hub's authority issued for client authentication and that is in force.";

    /// <summary>One sentence for an unknown client and for a wrong credential, so that nobody learns which ids exist.</summary>
    public const string WrongCredential =
        "The client is unknown, or its credential is not the registered one.";

    public const string AssertionType =
        "`client_assertion_type` must be urn:ietf:params:oauth:client-assertion-type:jwt-bearer, together with `client_assertion`.";

    public const string MalformedAssertion =
        "`client_assertion` must be one signed JWT.";

    public const string AssertionHeader =
        "`client_assertion` must be signed with ES256 or PS256, of type JWT or client-authentication+jwt, without `crit`.";

    public const string AssertionSubject =
        "`iss` and `sub` of the assertion must both be the client id.";

    public const string AssertionId =
        "`jti` of the assertion is required: 1 to 128 characters, used once.";

    public const string AssertionExpiry =
        "`exp` of the assertion is required, in the future, at most one hour from now.";

    public const string AssertionAhead =
        "`iat` and `nbf` of the assertion may lie at most 60 seconds in the future.";

    public const string AssertionUsed =
        "This assertion was used before. Make a new one, with its own `jti`, for every request.";

    public static string AssertionAudience(string issuer) =>
        $"`aud` of the assertion must be exactly the string {issuer}";

    public const string Scope =
        "The client is not registered for a scope that it asked for.";
}
