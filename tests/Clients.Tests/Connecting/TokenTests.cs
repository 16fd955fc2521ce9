using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Connecting;

public sealed class TokenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_callers_at_once_make_one_request()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Tokens.Delay = TimeSpan.FromMilliseconds(100);
        await using var hub = peer.Connect();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hub.Tokens.GetAsync("", Stop)));

        tokens.Distinct().ShouldBe(["token-1"]);
        peer.Tokens.Requests.Single().ShouldSatisfyAllConditions(
            request => request["grant_type"].ShouldBe("client_credentials"),
            request => request["client_id"].ShouldBe("customs-main"),
            request => request.ShouldNotContainKey("scope"));
    }

    [Fact]
    public async Task A_token_is_kept_for_four_fifths_of_its_life_and_one_caller_renews_it()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var clock = new FakeTimeProvider();
        await using var hub = new HubConnection(peer.Options with { Time = clock });
        await hub.Tokens.GetAsync("", Stop);

        clock.Advance(TimeSpan.FromSeconds(239));
        (await hub.Tokens.GetAsync("", Stop)).ShouldBe("token-1");

        clock.Advance(TimeSpan.FromSeconds(2));
        peer.Tokens.Delay = TimeSpan.FromMilliseconds(100);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.Tokens.GetAsync("", Stop)));

        peer.Tokens.Requests.Count.ShouldBe(2);
        tokens.Count(token => token == "token-2").ShouldBe(1);
        tokens.Count(token => token == "token-1").ShouldBe(19); // It still holds: nobody waits.
        (await hub.Tokens.GetAsync("", Stop)).ShouldBe("token-2");
    }

    [Fact]
    public async Task An_issuer_that_is_away_does_not_matter_while_the_token_holds()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var clock = new FakeTimeProvider();
        await using var hub = new HubConnection(peer.Options with { Time = clock });
        await hub.Tokens.GetAsync("", Stop);
        peer.Tokens.Refusal = (503, new { });

        clock.Advance(TimeSpan.FromSeconds(250));
        (await hub.Tokens.GetAsync("", Stop)).ShouldBe("token-1");

        clock.Advance(TimeSpan.FromSeconds(51));
        (await Should.ThrowAsync<HubException>(() => hub.Tokens.GetAsync("", Stop))).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_call_carries_a_token_for_its_own_purpose_and_a_deadline()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.OnGet = _ => new GetResponse { View = Records.View("lst-1") };
        await using var hub = peer.Connect();

        await hub.GetAsync(Purpose.BorderTargeting, new RecordName { Id = "lst-1" }, Stop);
        await hub.GetAsync(Purpose.Oversight, new RecordName { Id = "lst-1" }, Stop);
        await hub.GetAsync(Purpose.BorderTargeting, new RecordName { Id = "lst-1" }, Stop);

        peer.Disclosure.Tokens.ShouldBe(["Bearer token-1", "Bearer token-2", "Bearer token-1"]);
        peer.Tokens.Requests.Select(request => request["scope"]).ShouldBe(["purpose:border_targeting", "purpose:oversight"]);
        var left = peer.Disclosure.GetDeadline!.Value - TimeProvider.System.GetUtcNow().UtcDateTime;
        left.ShouldBeInRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("invalid_scope", "")]
    [InlineData("invalid_request", "This client application is not allowed to use the specified scope.")]
    public async Task A_purpose_that_the_client_does_not_hold_is_a_refusal_of_the_purpose(string error, string description)
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Tokens.Refusal = (400, new { error, error_description = description });
        await using var hub = peer.Connect();

        var refused = await Should.ThrowAsync<HubException>(() => hub.GetAsync(Purpose.CriminalInvestigation, new RecordName(), Stop));

        (refused.StatusCode, refused.Reason).ShouldBe((StatusCode.PermissionDenied, "PURPOSE_NOT_HELD"));
        refused.Message.ShouldContain("purpose:criminal_investigation");
    }

    [Fact]
    public async Task A_signed_assertion_names_client_and_issuer_and_is_never_used_twice()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = new HubConnection(peer.Options with { Authentication = ClientAuthentication.PrivateKeyJwt, Issuer = "https://issuer.example" });

        await hub.Tokens.GetAsync("", Stop);
        await hub.Tokens.GetAsync("purpose:oversight", Stop);

        var claims = peer.Tokens.Requests.Select(request => Verified(request["client_assertion"], peer.Certificates)).ToList();
        claims.ShouldAllBe(c => c.GetProperty("iss").GetString() == "customs-main" && c.GetProperty("sub").GetString() == "customs-main");
        claims.ShouldAllBe(c => c.GetProperty("aud").GetString() == "https://issuer.example");
        claims.Select(c => c.GetProperty("jti").GetString()).Distinct().Count().ShouldBe(2);
    }

    private static JsonElement Verified(string assertion, TestCertificates certificates)
    {
        var parts = assertion.Split('.');
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(certificates.ClientKeyPath));
        key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        return JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[1]));
    }
}
