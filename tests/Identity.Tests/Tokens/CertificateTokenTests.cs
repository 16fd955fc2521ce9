using System.Buffers.Text;
using System.Security.Cryptography;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

public sealed class CertificateTokenTests(RunningIdentity identity)
{
    [Fact]
    public async Task A_registered_certificate_gets_a_token_with_exactly_the_agreed_claims()
    {
        using var customs = identity.Caller(identity.Customs);
        var answer = await customs.TokenAsync("customs-main", "purpose:border_targeting purpose:oversight");
        var token = answer.Token;

        answer.Json.GetProperty("token_type").GetString().ShouldBe("Bearer");
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBeInRange(298, 300);
        token.Header.GetProperty("typ").GetString().ShouldBe("at+jwt");
        token.Header.GetProperty("alg").GetString().ShouldBe("ES256");
        token.Claims.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["aud", "client_id", "cnf", "exp", "iat", "iss", "jti", "scope", "sub"]);
        token.Claims.GetProperty("iss").GetString().ShouldBe(RunningIdentity.Issuer);
        token.Claims.GetProperty("aud").GetString().ShouldBe("sharinghub");
        token.Claims.GetProperty("sub").GetString().ShouldBe("customs-main");
        token.Claims.GetProperty("client_id").GetString().ShouldBe("customs-main");
        token.Scope.ShouldBe("purpose:border_targeting purpose:oversight");
        (token.Claims.GetProperty("exp").GetInt64() - token.Claims.GetProperty("iat").GetInt64()).ShouldBe(300);
        token.Claims.GetProperty("cnf").EnumerateObject().Single().Name.ShouldBe("x5t#S256");
        token.Certificate.ShouldBe(Base64Url.EncodeToString(SHA256.HashData(identity.Customs.RawData)));
    }

    [Fact]
    public async Task A_token_is_signed_by_the_published_key_of_any_process()
    {
        using var customs = identity.Caller(identity.Customs);
        using var other = identity.Caller(process: 1);
        (await customs.TokenAsync("customs-main")).Token.IsSignedByOneOf(await other.DocumentAsync(".well-known/jwks")).ShouldBeTrue();
    }

    [Fact]
    public async Task No_certificate_gets_no_token_but_a_sentence()
    {
        using var nobody = identity.Caller();
        (await nobody.TokenAsync("customs-main")).ShouldBeRefused("invalid_client", "Present a client certificate");
    }

    [Fact]
    public async Task No_certificate_gets_no_token_for_a_good_assertion_either()
    {
        using var nobody = identity.Caller();
        (await nobody.TokenAsync(assertion: new Assertion("customs-main").Es256(identity.Customs)))
            .ShouldBeRefused("invalid_client", "Present a client certificate");
    }

    [Fact]
    public async Task Another_clients_certificate_is_refused()
    {
        using var parcelwing = identity.Caller(identity.Parcelwing);
        (await parcelwing.TokenAsync("customs-main")).ShouldBeRefused("invalid_client", "not the registered one");
    }

    [Fact]
    public async Task Another_certificate_of_the_same_name_is_refused()
    {
        using var renewed = identity.Authority.Client("customs");
        using var customs = identity.Caller(renewed);
        (await customs.TokenAsync("customs-main")).ShouldBeRefused("invalid_client", "not the registered one");
    }

    [Fact]
    public async Task Unknown_client_and_wrong_certificate_are_answered_alike()
    {
        using var parcelwing = identity.Caller(identity.Parcelwing);
        var unknown = await parcelwing.TokenAsync("nobody-main");
        unknown.ShouldBeRefused("invalid_client", "not the registered one");
        (await parcelwing.TokenAsync("customs-main")).ShouldBe(unknown);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("refresh_token")]
    [InlineData("authorization_code")]
    public async Task Only_client_credentials_are_granted(string grant)
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync("customs-main", grant: grant)).ShouldBeRefused("unsupported_grant_type", "grant_type");
    }
}
