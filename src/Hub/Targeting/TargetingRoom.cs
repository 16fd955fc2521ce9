using SharingHub.Hub.Correlation;
using SharingHub.Hub.Targeting.Inspections;
using SharingHub.Hub.Targeting.Leads;

namespace SharingHub.Hub.Targeting;

internal static class TargetingRoom
{
    public static void AddTargeting(this IServiceCollection services)
    {
        services.AddOptions<TargetingOptions>().BindConfiguration(TargetingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Pictures>();
        services.AddSingleton<IJoinedRecords>(p => p.GetRequiredService<Pictures>());
        services.AddSingleton<InspectionIndex>();
        services.AddSingleton<InspectionWriter>();
        services.AddSingleton<InspectionRequesting>();
        services.AddSingleton<OwnInspections>();
    }

    public static void MapTargeting(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<TargetingService>();
}
