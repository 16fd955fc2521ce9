namespace SharingHub.Identity.Tests.Hosting;

public sealed class DiscoveryTests(RunningIdentity identity)
{
    [Fact]
    public async Task The_issuer_is_the_configured_string_and_the_tokens_own()
    {
        using var customs = identity.Caller(identity.Customs);
        var document = await customs.DocumentAsync(".well-known/openid-configuration");
        document.GetProperty("issuer").GetString().ShouldBe(RunningIdentity.Issuer);
        (await customs.TokenAsync("customs-main")).Token.Claims.GetProperty("iss").GetString().ShouldBe(document.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Every_address_is_under_the_issuer()
    {
        using var nobody = identity.Caller();
        var document = await nobody.DocumentAsync(".well-known/openid-configuration");
        document.GetProperty("token_endpoint").GetString().ShouldBe(RunningIdentity.Issuer + "connect/token");
        document.GetProperty("jwks_uri").GetString().ShouldBe(RunningIdentity.Issuer + ".well-known/jwks");
        foreach (var address in document.GetRawText().Split('"').Where(text => text.StartsWith("http", StringComparison.Ordinal)))
            address.ShouldStartWith(RunningIdentity.Issuer);
    }

    [Fact]
    public async Task What_is_offered_is_what_is_granted()
    {
        using var nobody = identity.Caller();
        var document = await nobody.DocumentAsync(".well-known/openid-configuration");
        Words("grant_types_supported").ShouldBe(["client_credentials"]);
        Words("token_endpoint_auth_methods_supported").ShouldBe(["tls_client_auth", "private_key_jwt"], ignoreOrder: true);
        Words("token_endpoint_auth_signing_alg_values_supported").ShouldBe(["PS256", "ES256"], ignoreOrder: true);
        Words("scopes_supported").ShouldBe(
            [
                "purpose:border_targeting", "purpose:criminal_investigation", "purpose:civil_litigation",
                "purpose:seller_vetting", "purpose:brand_protection", "purpose:oversight", "purpose:onward_sharing",
            ],
            ignoreOrder: true);
        document.GetProperty("tls_client_certificate_bound_access_tokens").GetBoolean().ShouldBeTrue();
        document.TryGetProperty("mtls_endpoint_aliases", out _).ShouldBeFalse();

        string?[] Words(string name) => [.. document.GetProperty(name).EnumerateArray().Select(word => word.GetString())];
    }

    [Fact]
    public async Task The_published_keys_are_public_and_the_same_in_every_process()
    {
        using var first = identity.Caller();
        using var second = identity.Caller(process: 1);
        var keys = (await first.DocumentAsync(".well-known/jwks")).GetRawText();
        keys.ShouldBe((await second.DocumentAsync(".well-known/jwks")).GetRawText());
        keys.ShouldContain("\"P-256\"");
        keys.ShouldNotContain("\"d\"");
    }
}
