using System.Collections.Immutable;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SharingHub.Identity.Tokens;

/// <summary>
/// Corrects discovery. RFC 8414 asks for the assertion algorithms wherever <c>private_key_jwt</c> is offered, and OpenIddict leaves them
/// out; it always offers <c>openid</c>, which is for people who log in.
/// </summary>
internal sealed class DescribeWhatIsGranted : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
            .UseSingletonHandler<DescribeWhatIsGranted>()
            .SetOrder(int.MaxValue - 1)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Scopes.Remove(Scopes.OpenId);
        context.PromptValues.Clear();
        context.Metadata["token_endpoint_auth_signing_alg_values_supported"] =
            ImmutableArray.Create<string?>(ClientAssertion.Ps256, ClientAssertion.Es256);
        return ValueTask.CompletedTask;
    }
}
