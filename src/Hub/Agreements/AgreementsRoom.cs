namespace SharingHub.Hub.Agreements;

internal static class AgreementsRoom
{
    public static void AddAgreements(this IServiceCollection services) => services.AddSingleton<AgreementBook>();

    public static void MapAgreements(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<AgreementService>();
}
