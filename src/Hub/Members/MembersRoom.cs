namespace SharingHub.Hub.Members;

internal static class MembersRoom
{
    public static void AddMembers(this IServiceCollection services) => services.AddSingleton<MemberBook>();

    public static void MapMembers(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<MemberService>();
}
