using Microsoft.EntityFrameworkCore;

namespace SharingHub.Identity.Database;

internal static class DatabaseRoom
{
    public const string NoConnectionString = "ConnectionStrings:Identity must be a PostgreSQL connection string.";

    public static void AddDatabase(this IServiceCollection services, string connectionString)
    {
        services.AddDbContext<IdentityDatabase>(options => options.UseNpgsql(connectionString).UseOpenIddict());
        services.AddOpenIddict().AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDatabase>());
    }

    public static async Task CreateSchemaAsync(this IHost app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().CreateWhereAbsentAsync(cancellation);
    }
}
