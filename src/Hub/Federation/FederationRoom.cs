namespace SharingHub.Hub.Federation;

internal static class FederationRoom
{
    public static void MapFederation(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<PeeringService>();
}
