namespace SharingHub.Hub.Audit;

internal static class AuditRoom
{
    public static void AddAudit(this IServiceCollection services) => services.AddSingleton<PastEntitlements>();

    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<AuditService>();
}
