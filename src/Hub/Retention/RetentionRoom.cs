namespace SharingHub.Hub.Retention;

internal static class RetentionRoom
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<RetentionStreams>();
        services.AddSingleton<RetentionLists>();
        services.AddSingleton<Expunging>();
    }

    public static void MapRetention(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<RetentionService>();
}
