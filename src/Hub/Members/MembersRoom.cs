namespace SharingHub.Hub.Members;

internal static class MembersRoom
{
    public static void AddMembers(this IServiceCollection services) => services.AddSingleton<MemberBook>().AddSingleton<StreamLives>();

    public static void MapMembers(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<MemberService>();
}
