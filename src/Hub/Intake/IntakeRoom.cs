namespace SharingHub.Hub.Intake;

internal static class IntakeRoom
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<RecordStreams>();
        services.AddSingleton<BatchSignatures>();
        services.AddSingleton<GroupCommit>();
        services.AddHostedService(p => p.GetRequiredService<GroupCommit>());
    }

    public static void MapIntake(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<IntakeService>();
}
