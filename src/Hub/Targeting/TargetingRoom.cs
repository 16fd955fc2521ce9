using SharingHub.Hub.Targeting.Inspections;

namespace SharingHub.Hub.Targeting;

internal static class TargetingRoom
{
    public static void AddTargeting(this IServiceCollection services)
    {
        services.AddSingleton<InspectionIndex>();
        services.AddSingleton<InspectionWriter>();
        services.AddSingleton<InspectionRequesting>();
        services.AddSingleton<OwnInspections>();
    }

    public static void MapTargeting(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<TargetingService>();
}
