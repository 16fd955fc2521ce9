using Microsoft.EntityFrameworkCore;
using SharingHub.Identity.Database;

namespace SharingHub.Identity.Tokens;

/// <summary>One-time use of a <c>jti</c>, across all Identity processes: the database's unique key decides who was first.</summary>
internal sealed class UsedAssertions(IdentityDatabase database)
{
    /// <summary>True for the first use alone.</summary>
    public async Task<bool> TryUseAsync(ClientAssertion assertion, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO identity.used_assertion (client_id, jti, expires_at)
             VALUES ({assertion.ClientId}, {assertion.Jti}, {assertion.ExpiresAt})
             ON CONFLICT DO NOTHING
             """,
            cancellation) == 1;

    public Task<int> ForgetExpiredAsync(DateTimeOffset before, CancellationToken cancellation) =>
        database.UsedAssertions.Where(row => row.ExpiresAt < before).ExecuteDeleteAsync(cancellation);
}
