using System.Net;

namespace SharingHub.Identity.Tests.Hosting;

public sealed class ProbeTests(RunningIdentity identity)
{
    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task Probes_need_no_certificate(string path)
    {
        using var nobody = identity.Caller();
        (await nobody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_its_database_a_process_lives_but_is_not_ready_and_grants_nothing()
    {
        await using var own = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string>(identity.Settings) { ["ConnectionStrings:Identity"] = own.ConnectionString };
        await using var process = IdentityProcess.Start(settings);
        using var customs = identity.Caller(await process.ListeningAsync(), identity.Customs);
        (await customs.GetAsync("health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await own.ScalarAsync("ALTER SCHEMA identity RENAME TO elsewhere");
        (await customs.GetAsync("health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await customs.GetAsync("health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var answer = await customs.TokenAsync("customs-main");
        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Json.GetProperty("error").GetString().ShouldBe("temporarily_unavailable");
        (await process.StopAsync()).ShouldBe(0);
    }
}
