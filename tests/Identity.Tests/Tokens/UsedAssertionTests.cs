using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

public sealed class UsedAssertionTests(RunningIdentity identity)
{
    [Fact]
    public async Task Only_assertions_that_expired_a_while_ago_are_forgotten()
    {
        await identity.Database.ScalarAsync("""
            INSERT INTO identity.used_assertion VALUES
                ('forget', 'old', now() - interval '6 minutes'),
                ('forget', 'just expired', now() - interval '1 minute'),
                ('forget', 'live', now() + interval '1 minute')
            """);
        await using var process = IdentityProcess.Start(identity.Settings);
        await process.ListeningAsync();

        var patience = DateTimeOffset.UtcNow.AddSeconds(10);
        while (await LeftAsync() != "just expired, live" && DateTimeOffset.UtcNow < patience)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        (await LeftAsync()).ShouldBe("just expired, live");
    }

    private async Task<string?> LeftAsync() => (string?)await identity.Database.ScalarAsync(
        "SELECT string_agg(jti, ', ' ORDER BY jti) FROM identity.used_assertion WHERE client_id = 'forget'");
}
