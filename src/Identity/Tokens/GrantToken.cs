using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SharingHub.Identity.Clients;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SharingHub.Identity.Tokens;

/// <summary>Gives a proved client a token for the scopes that it asked for, all of which it must be registered for.</summary>
internal sealed class GrantToken(ClientRegistry clients, ILogger<GrantToken> log) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    /// <summary>The hub, in <c>aud</c>.</summary>
    public const string Audience = "sharinghub";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseScopedHandler<GrantToken>()
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var client = await clients.FindAsync(context.ClientId, context.CancellationToken);
        var scopes = context.Request.GetScopes();
        if (client is null || !scopes.All(client.Purposes.Select(Purpose.Scope).Contains))
        {
            log.RefusedClient(client?.ClientId ?? "", "it is not registered for a scope that it asked for");
            context.Reject(Errors.InvalidScope, TokenRefusals.Scope);
            return;
        }

        var identity = new ClaimsIdentity("client_credentials", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.ClientId);
        identity.SetScopes(scopes.Distinct(StringComparer.Ordinal));
        identity.SetResources(Audience);
        context.SignIn(new ClaimsPrincipal(identity));
    }
}
