namespace SharingHub.Hub.Audit;

internal static class AuditRoom
{
    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<AuditService>();
}
