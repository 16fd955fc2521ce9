namespace SharingHub.Identity.Tests.Hosting;

public sealed class StartTests(RunningIdentity identity)
{
    [Fact]
    public async Task Every_wrong_setting_is_named_at_once()
    {
        await using var process = IdentityProcess.Start(new Dictionary<string, string>
        {
            ["Identity:Issuer"] = "https://hub.example.test:7443",
            ["Identity:SigningKey"] = identity.Settings["Identity:ClientCa"],
        });
        (await process.ExitAsync()).ShouldBe(1);
        process.Output.ShouldContain("ConnectionStrings:Identity");
        foreach (var setting in new[] { "Issuer", "Listen", "Certificate", "ClientCa", "SigningKey" })
            process.Output.ShouldContain($"Identity:{setting}");
        process.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence()
    {
        var settings = new Dictionary<string, string>(identity.Settings) { ["ConnectionStrings:Identity"] = "Host=/nowhere;Database=none;Password=s3cret" };
        await using var process = IdentityProcess.Start(settings);
        (await process.ExitAsync()).ShouldBe(1);
        process.Output.ShouldContain("ConnectionStrings:Identity cannot be used");
        process.Output.ShouldNotContain("s3cret");
        process.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_schema_lives_beside_the_tables_of_others()
    {
        await using var own = await TestDatabase.CreateAsync();
        await own.ScalarAsync("CREATE TABLE public.of_the_hub (id int)");
        var settings = new Dictionary<string, string> { ["ConnectionStrings:Identity"] = own.ConnectionString };
        var runs = Enumerable.Range(0, 3).Select(_ => IdentityProcess.Start(settings, "clients", "list")).ToList();
        foreach (var run in runs)
        {
            (await run.ExitAsync()).ShouldBe(0, run.Output);
            await run.DisposeAsync();
        }

        (await own.ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'identity' AND tablename = 'used_assertion'")).ShouldBe(1L);
    }
}
