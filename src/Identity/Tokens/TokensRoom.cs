using System.Security.Cryptography.X509Certificates;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using SharingHub.Identity.Clients;
using SharingHub.Identity.Hosting;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SharingHub.Identity.Tokens;

internal static class TokensRoom
{
    // Short enough that a lost token is worth little, long enough that a stream is not reopened all the time.
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);

    public static void AddTokens(this IServiceCollection services, IdentityMaterial material)
    {
        services.AddScoped<UsedAssertions>();
        services.AddHostedService<ForgetExpiredAssertions>();
        services.AddOpenIddict().AddServer(server =>
        {
            server.SetIssuer(material.Issuer);
            server.SetConfigurationEndpointUris(".well-known/openid-configuration");
            server.SetJsonWebKeySetEndpointUris(".well-known/jwks");
            server.SetTokenEndpointUris("connect/token");
            server.AllowClientCredentialsFlow();
            server.RegisterScopes([.. Purpose.All.Select(Purpose.Scope)]);
            server.SetAccessTokenLifetime(TokenLife);
            server.AddSigningKey(material.SigningKey.Key);
            server.UseClientCertificateBoundAccessTokens();
            server.UseAspNetCore();
            // After UseAspNetCore, which adds client_secret_basic.
            NameTheWaysToProveAClient(server);
            LeaveOutWhatIsNotUsed(server);
            ReplaceHandlers(server);
        });
    }

    private static void NameTheWaysToProveAClient(OpenIddictServerBuilder server) =>
        server.Configure(options =>
        {
            options.ClientAuthenticationMethods.Clear();
            options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.TlsClientAuth);
            options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.PrivateKeyJwt);
            // Asked for wherever tls_client_auth is offered. It trusts nothing: AuthenticateClient decides, on the client authority.
            options.PublicKeyInfrastructureTlsClientAuthenticationPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
        });

    private static void LeaveOutWhatIsNotUsed(OpenIddictServerBuilder server)
    {
        server.DisableAccessTokenEncryption();
        // OpenIddict asks for an encryption key even where nothing is encrypted.
        server.AddEphemeralEncryptionKey();
        // Tokens say everything themselves and live five minutes: no row for each.
        server.DisableTokenStorage();
        server.DisableAuthorizationStorage();
        // GrantToken decides on scopes, with the error that RFC 6749 5.2 names.
        server.DisableScopeValidation();
        server.IgnoreScopePermissions();
    }

    private static void ReplaceHandlers(OpenIddictServerBuilder server)
    {
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateClientCredentialsParameters.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.ValidateClientAssertion.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.ValidateClientCertificate.Descriptor);
        // Its private claim (oi_prst) repeats client_id in the token.
        server.RemoveEventHandler(OpenIddictServerHandlers.AttachDefaultPresenters.Descriptor);
        // It would offer Basic, which is refused here.
        server.RemoveEventHandler(OpenIddictServerAspNetCoreHandlers.AttachWwwAuthenticateHeader<ApplyTokenResponseContext>.Descriptor);
        server.AddEventHandler(AuthenticateClient.Descriptor);
        server.AddEventHandler(GrantToken.Descriptor);
        server.AddEventHandler(DescribeWhatIsGranted.Descriptor);
    }
}
