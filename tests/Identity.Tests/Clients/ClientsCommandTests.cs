using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Clients;

public sealed class ClientsCommandTests(RunningIdentity identity)
{
    [Fact]
    public async Task A_client_added_again_has_the_new_certificate_and_purposes_alone()
    {
        using var old = identity.Authority.Client("bazaarly");
        using var renewed = identity.Authority.RsaClient("bazaarly");
        string[] add = ["clients", "add", "--client-id", "bazaarly-main", "--purpose", "seller_vetting", "--certificate"];
        await RunAsync(0, [.. add, identity.Pem(old), "--purpose", "civil_litigation"]);
        using var before = identity.Caller(old);
        (await before.TokenAsync("bazaarly-main", "purpose:civil_litigation")).Token.Scope.ShouldBe("purpose:civil_litigation");

        await RunAsync(0, [.. add, identity.Pem(renewed)]);
        (await before.TokenAsync("bazaarly-main")).ShouldBeRefused("invalid_client", "not the registered one");
        using var after = identity.Caller(renewed);
        (await after.TokenAsync("bazaarly-main", "purpose:seller_vetting")).Token.Scope.ShouldBe("purpose:seller_vetting");
        (await after.TokenAsync("bazaarly-main", "purpose:civil_litigation")).ShouldBeRefused("invalid_scope", "not registered");
    }

    [Fact]
    public async Task A_removed_client_gets_no_token_and_is_not_listed()
    {
        using var certificate = identity.Authority.Client("cartwheel");
        await RunAsync(0, "clients", "add", "--client-id", "cartwheel-main", "--certificate", identity.Pem(certificate));
        (await RunAsync(0, "clients", "list")).ShouldContain("cartwheel-main");
        using var cartwheel = identity.Caller(certificate);
        (await cartwheel.TokenAsync("cartwheel-main")).Token.Scope.ShouldBeNull();

        await RunAsync(0, "clients", "remove", "--client-id", "cartwheel-main");
        (await cartwheel.TokenAsync("cartwheel-main")).ShouldBeRefused("invalid_client", "unknown");
        (await RunAsync(0, "clients", "list")).ShouldNotContain("cartwheel-main");
        (await RunAsync(1, "clients", "remove", "--client-id", "cartwheel-main")).ShouldContain("no client");
    }

    [Fact]
    public async Task Every_fault_of_a_file_is_named_and_nothing_is_registered()
    {
        using var good = identity.Authority.Client("amazonia");
        var file = identity.Write("faulty.json", $$"""
            [
              {"client_id": "amazonia-main", "certificate": "{{identity.Pem(good)}}", "purposes": ["seller_vetting"]},
              {"client_id": "No Id", "certificate": "{{identity.Write("not.pem", "text")}}", "purposes": ["snooping"]}
            ]
            """);
        var output = await RunAsync(1, "clients", "add", "--from", file);
        output.ShouldContain("'No Id'");
        output.ShouldContain("'snooping'");
        output.ShouldContain("not.pem");
        (await RunAsync(0, "clients", "list")).ShouldNotContain("amazonia-main");
    }

    [Fact]
    public async Task A_certificate_in_a_file_may_be_named_relative_to_it()
    {
        using var certificate = identity.Authority.Client("brandguild");
        var file = identity.Write("relative.json", $$"""
            [{"client_id": "brandguild-main", "certificate": "{{Path.GetFileName(identity.Pem(certificate))}}", "purposes": ["brand_protection"]}]
            """);
        await RunAsync(0, "clients", "add", "--from", file);
        (await RunAsync(0, "clients", "list")).ShouldContain("brandguild-main");
    }

    private async Task<string> RunAsync(int exit, params string[] arguments)
    {
        await using var run = identity.Run(arguments);
        (await run.ExitAsync()).ShouldBe(exit, run.Output);
        return run.Output;
    }
}
