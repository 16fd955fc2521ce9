namespace SharingHub.Hub.Agreements;

internal static class AgreementsRoom
{
    /// <summary>Needs an <see cref="IDeliveryCounts"/> from the room that discloses.</summary>
    public static void AddAgreements(this IServiceCollection services)
    {
        services.AddSingleton<AgreementBook>();
        services.AddHostedService<ExpiryClock>();
    }

    public static void MapAgreements(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<AgreementService>();
}
