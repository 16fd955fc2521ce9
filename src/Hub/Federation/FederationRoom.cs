using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Following;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Hub.Federation.Reporting;

namespace SharingHub.Hub.Federation;

internal static class FederationRoom
{
    public static void AddFederation(this IServiceCollection services)
    {
        services.AddOptions<FederationOptions>().BindConfiguration(FederationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FederationLog>();
        services.AddSingleton<FollowedPeers>();
        services.AddSingleton<PeerConnections>();
        services.AddSingleton<CarriedAgreements>();
        services.AddSingleton<Importer>();
        services.AddSingleton<ForeignExpunging>();
        services.AddSingleton<OwnEvents>();
        services.AddSingleton<OnwardReports>();
        services.AddSingleton<PeerFollower>();
        services.AddHostedService<PeerFollowing>();
    }

    public static void MapFederation(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<PeeringService>();
        endpoints.MapGrpcService<FederationService>();
    }
}
