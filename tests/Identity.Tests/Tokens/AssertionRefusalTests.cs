using System.Net;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

public sealed class AssertionRefusalTests(RunningIdentity identity)
{
    [Theory]
    [InlineData("https://other.example.test/")]
    [InlineData("https://hub.example.test:7443")]
    [InlineData("https://hub.example.test:7443/connect/token")]
    [InlineData("sharinghub")]
    public async Task Another_audience_is_refused(string audience) =>
        await ShouldBeRefusedAsync(Customs().With("aud", audience), "`aud`");

    [Fact]
    public async Task An_audience_in_an_array_is_refused() =>
        await ShouldBeRefusedAsync(Customs().With("aud", new[] { RunningIdentity.Issuer }), "`aud`");

    [Fact]
    public async Task An_expired_assertion_is_refused() =>
        await ShouldBeRefusedAsync(Customs().With("exp", Assertion.Now - 1), "`exp`");

    [Fact]
    public async Task An_assertion_that_lives_too_long_is_refused() =>
        await ShouldBeRefusedAsync(Customs().With("exp", 253_370_764_800), "`exp`");

    [Theory]
    [InlineData("iat")]
    [InlineData("nbf")]
    public async Task A_time_more_than_a_minute_ahead_is_refused(string claim)
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync(assertion: Customs().With(claim, Assertion.Now + 58).Es256(identity.Customs))).Status.ShouldBe(HttpStatusCode.OK);
        // Whole seconds on an open connection: 62 is more than 60 for at least a second yet.
        (await customs.TokenAsync(assertion: Customs().With(claim, Assertion.Now + 62).Es256(identity.Customs))).ShouldBeRefused("invalid_client", "`iat`");
    }

    [Theory]
    [InlineData("iss", "`iss`")]
    [InlineData("sub", "`iss`")]
    [InlineData("aud", "`aud`")]
    [InlineData("exp", "`exp`")]
    [InlineData("jti", "`jti`")]
    public async Task A_missing_claim_is_refused(string claim, string words) =>
        await ShouldBeRefusedAsync(Customs().Without(claim), words);

    [Fact]
    public async Task An_assertion_about_another_client_is_refused()
    {
        await ShouldBeRefusedAsync(Customs().With("sub", "ipcenter-main"), "`iss`");
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync("ipcenter-main", assertion: Customs().Es256(identity.Customs))).ShouldBeRefused("invalid_client", "`iss`");
    }

    [Fact]
    public async Task Rs256_is_refused()
    {
        using var ipcenter = identity.Caller(identity.Ipcenter);
        (await ipcenter.TokenAsync(assertion: new Assertion("ipcenter-main").Rs256(identity.Ipcenter))).ShouldBeRefused("invalid_client", "ES256 or PS256");
    }

    [Fact]
    public async Task Hs256_with_the_public_key_as_secret_is_refused()
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync(assertion: Customs().Hs256WithThePublicKey(identity.Customs))).ShouldBeRefused("invalid_client", "ES256 or PS256");
    }

    [Fact]
    public async Task No_signature_is_refused()
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync(assertion: Customs().WithoutSignature())).ShouldBeRefused("invalid_client", "ES256 or PS256");
    }

    [Fact]
    public async Task A_changed_claim_is_refused()
    {
        var parts = Customs().Es256(identity.Customs).Split('.');
        var others = Customs().Es256(identity.Customs).Split('.');
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync(assertion: $"{parts[0]}.{others[1]}.{parts[2]}")).ShouldBeRefused("invalid_client", "not the registered one");
    }

    [Fact]
    public async Task An_access_token_is_no_assertion()
    {
        using var customs = identity.Caller(identity.Customs);
        var token = (await customs.TokenAsync("customs-main")).Token;
        (await customs.TokenAsync(assertion: token.Text)).ShouldBeRefused("invalid_client", "of type JWT");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d.e")]
    [InlineData("e30.e30.")]
    [InlineData("!.!.!")]
    public async Task Text_that_is_no_jwt_is_refused(string text)
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync("customs-main", assertion: text)).ShouldBeRefused("invalid_client", "client_assertion");
    }

    [Fact]
    public async Task An_expired_registered_certificate_proves_nothing()
    {
        using var expired = identity.Authority.ExpiredClient("retired");
        await using var add = identity.Run("clients", "add", "--client-id", "retired-main", "--certificate", identity.Pem(expired));
        (await add.ExitAsync()).ShouldBe(0, add.Output);
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync(assertion: new Assertion("retired-main").Es256(expired))).ShouldBeRefused("invalid_client", "not the registered one");
    }

    private static Assertion Customs() => new("customs-main");

    private async Task ShouldBeRefusedAsync(Assertion assertion, string words)
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync(assertion: assertion.Es256(identity.Customs))).ShouldBeRefused("invalid_client", words);
    }
}
