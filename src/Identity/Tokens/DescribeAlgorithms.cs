using System.Collections.Immutable;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SharingHub.Identity.Tokens;

/// <summary>RFC 8414 asks for the assertion algorithms wherever <c>private_key_jwt</c> is offered; OpenIddict leaves them out.</summary>
internal sealed class DescribeAlgorithms : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
            .UseSingletonHandler<DescribeAlgorithms>()
            .SetOrder(int.MaxValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata["token_endpoint_auth_signing_alg_values_supported"] =
            ImmutableArray.Create<string?>(ClientAssertion.Ps256, ClientAssertion.Es256);
        return ValueTask.CompletedTask;
    }
}
