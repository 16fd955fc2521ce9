using System.Diagnostics;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Configuration;

public sealed class StartTests
{
    [Fact]
    public async Task Every_wrong_key_is_named_at_once()
    {
        await using var house = await House.Furnish();
        house.Settings["Listen"] = "http://127.0.0.1:0";
        house.Settings["Hubs:0"] = "127.0.0.1:7101";
        house.Settings["Identity"] = "https://127.0.0.1:7201/path";
        house.Settings["CertificateKey"] = house.Settings["Upstream:CertificateKey"];
        house.Settings["ClientCa"] = house.Settings["Upstream:Certificate"];
        house.Settings["Upstream:Certificate"] = "/no/such.pem";
        house.Settings["Upstream:Ca"] = house.Write("none.pem", "no certificate");
        house.Settings["Limits:CallBurst"] = "0";
        var (code, output) = await GatewayProcess.Fail(house.Settings);
        code.ShouldBe(78);
        foreach (var key in new[] { "Listen", "Hubs:0", "Identity", "CertificateKey", "ClientCa", "Upstream:Certificate", "Upstream:Ca", "Limits:CallBurst" })
            output.ShouldContain($"  Gateway:{key} is ");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_value_that_is_no_number_is_named()
    {
        await using var house = await House.Furnish(settings: new() { ["Limits:CallBurst"] = "many" });
        var (code, output) = await GatewayProcess.Fail(house.Settings);
        code.ShouldBe(78);
        output.ShouldContain("Gateway:Limits:CallBurst");
    }

    [Fact]
    public async Task It_stops_within_seconds_with_a_stream_open()
    {
        await using var house = await House.Start(settings: new() { ["Watch:StopSeconds"] = "1" });
        using var caller = house.Caller();
        using var call = await caller.OpenStream();
        var clock = Stopwatch.StartNew();
        (await house.Gateway.Stop()).ShouldBe(0);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_log_holds_no_certificate_token_or_query()
    {
        await using var house = await House.Start();
        using var certificate = house.Members.Client("amazonia");
        using var caller = house.Caller(certificate);
        caller.Http.DefaultRequestHeaders.Add("authorization", "Bearer canary-token");
        await caller.Get("/ledger/x?canary-query=1");
        await house.Hubs[0].DisposeAsync();
        using var failed = await caller.Http.GetAsync(new Uri("/ledger/x?canary-query=2", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)failed.StatusCode).ShouldBeInRange(502, 503);
        await house.Gateway.Stop();
        house.Gateway.Output.ShouldNotContain("canary");
        house.Gateway.Output.ShouldNotContain(Convert.ToBase64String(certificate.RawData)[..40]);
        house.Gateway.Output.ShouldNotContain("O=amazonia");
    }
}
