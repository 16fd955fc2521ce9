using Microsoft.EntityFrameworkCore;
using SharingHub.Identity.Tokens;

namespace SharingHub.Identity.Database;

/// <summary>Schema <c>identity</c>: OpenIddict's tables, and the assertions that were used.</summary>
internal sealed class IdentityDatabase(DbContextOptions<IdentityDatabase> options) : DbContext(options)
{
    public const string Schema = "identity";

    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<UsedAssertion>(table =>
        {
            table.ToTable("used_assertion");
            table.HasKey(row => new { row.ClientId, row.Jti });
            table.HasIndex(row => row.ExpiresAt);
            table.Property(row => row.ClientId).HasColumnName("client_id");
            table.Property(row => row.Jti).HasColumnName("jti");
            table.Property(row => row.ExpiresAt).HasColumnName("expires_at");
        });
    }
}
