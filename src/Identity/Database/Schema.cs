using Microsoft.EntityFrameworkCore;

namespace SharingHub.Identity.Database;

internal static class Schema
{
    // Any fixed number: "identity" in ASCII, so that a look into pg_locks tells whose lock it is.
    private const long Lock = 0x6964656e74697479;

    /// <summary>
    /// Creates the schema where it is absent. EnsureCreated is no help: it does nothing in a database that holds anyone's tables,
    /// and two processes that start at once both try. The lock lets one create; the other finds it done.
    /// </summary>
    public static async Task CreateWhereAbsentAsync(this IdentityDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await database.LockAsync(cancellation);
        var present = await database.Database
            .SqlQuery<bool>($"SELECT to_regclass('identity.used_assertion') IS NOT NULL AS \"Value\"")
            .SingleAsync(cancellation);
        if (!present)
            await database.Database.ExecuteSqlRawAsync(database.Database.GenerateCreateScript(), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>One transaction at a time, across processes, until it ends.</summary>
    public static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> LockAsync(
        this IdentityDatabase database, CancellationToken cancellation)
    {
        var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);
        return transaction;
    }
}
