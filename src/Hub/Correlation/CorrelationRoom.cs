namespace SharingHub.Hub.Correlation;

internal static class CorrelationRoom
{
    public static void AddCorrelation(this IServiceCollection services) => services.AddSingleton<Rejections>();

    public static void MapCorrelation(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<CorrelationService>();
}
