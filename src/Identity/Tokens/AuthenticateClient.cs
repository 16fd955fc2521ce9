using System.Security.Cryptography.X509Certificates;
using OpenIddict.Server;
using SharingHub.Identity.Clients;
using SharingHub.Identity.Hosting;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SharingHub.Identity.Tokens;

/// <summary>
/// Proves the client, in place of OpenIddict's own handlers. Those match a certificate by host name against redirect URIs, which
/// machine clients have none of, take <c>aud</c> with or without a slash or in an array, and let an assertion be used again.
/// </summary>
internal sealed class AuthenticateClient(
    ClientRegistry clients, UsedAssertions used, IdentityMaterial material, TimeProvider clock, ILogger<AuthenticateClient> log)
    : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
            .UseScopedHandler<AuthenticateClient>()
            .SetOrder(OpenIddictServerHandlers.ValidateClientAssertion.Descriptor.Order)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.Transaction.RemoteCertificate is not { } presented)
            Refuse(context, TokenRefusals.NoCertificate);
        else if (!material.ClientAuthority.Vouches(presented))
            Refuse(context, TokenRefusals.UntrustedCertificate);
        else if (context.Request is { ClientAssertion: null, ClientAssertionType: null })
            await ProveByCertificateAsync(context, presented);
        else if (context.Request is { ClientAssertion: { } text, ClientAssertionType: ClientAssertionTypes.JwtBearer })
            await ProveByAssertionAsync(context, text);
        else
            Refuse(context, TokenRefusals.AssertionType);
    }

    private async Task ProveByCertificateAsync(ProcessAuthenticationContext context, X509Certificate2 presented)
    {
        var client = await clients.FindAsync(context.Request?.ClientId, context.CancellationToken);
        if (client is null || !client.Certificate.Is(presented))
            RefuseCredential(context, client, "the certificate is not the registered one");
    }

    private async Task ProveByAssertionAsync(ProcessAuthenticationContext context, string text)
    {
        if (ClientAssertion.Read(text, material.Issuer, clock.GetUtcNow(), out var refusal) is not { } assertion)
        {
            Refuse(context, refusal);
            return;
        }

        if (context.Request!.ClientId is { } stated && stated != assertion.ClientId)
        {
            Refuse(context, TokenRefusals.AssertionSubject);
            return;
        }

        var client = await clients.FindAsync(assertion.ClientId, context.CancellationToken);
        if (client is null || !client.Certificate.IsInForce(clock.GetUtcNow()))
            RefuseCredential(context, client, "the registered certificate is not in force");
        else if (!client.Certificate.Signed(assertion))
            RefuseCredential(context, client, "the registered key did not sign the assertion");
        else if (!await used.TryUseAsync(assertion, context.CancellationToken))
        {
            log.RefusedClient(client.ClientId, "the assertion was used before");
            context.Reject(Errors.InvalidClient, TokenRefusals.AssertionUsed);
        }
        else
            context.Request.ClientId = assertion.ClientId;
    }

    private void RefuseCredential(ProcessAuthenticationContext context, RegisteredClient? client, string reason)
    {
        if (client is null)
            log.Refused("the client is unknown");
        else
            log.RefusedClient(client.ClientId, reason);
        context.Reject(Errors.InvalidClient, TokenRefusals.WrongCredential);
    }

    private void Refuse(ProcessAuthenticationContext context, string sentence)
    {
        log.Refused(sentence);
        context.Reject(Errors.InvalidClient, sentence);
    }
}
