using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

public sealed class AssertionTests(RunningIdentity identity)
{
    [Fact]
    public async Task An_es256_assertion_gets_a_token()
    {
        using var customs = identity.Caller(identity.Customs);
        var token = (await customs.TokenAsync(scope: "purpose:border_targeting", assertion: new Assertion("customs-main").Es256(identity.Customs))).Token;
        token.Claims.GetProperty("sub").GetString().ShouldBe("customs-main");
        token.Scope.ShouldBe("purpose:border_targeting");
    }

    [Fact]
    public async Task A_ps256_assertion_gets_a_token()
    {
        using var ipcenter = identity.Caller(identity.Ipcenter);
        var token = (await ipcenter.TokenAsync("ipcenter-main", assertion: new Assertion("ipcenter-main").Ps256(identity.Ipcenter))).Token;
        token.Claims.GetProperty("client_id").GetString().ShouldBe("ipcenter-main");
    }

    [Fact]
    public async Task The_token_is_bound_to_the_presented_certificate_not_to_the_registered_one()
    {
        using var second = identity.Authority.Client("customs second machine");
        using var customs = identity.Caller(second);
        var token = (await customs.TokenAsync(assertion: new Assertion("customs-main").Es256(identity.Customs))).Token;
        token.Certificate.ShouldBe(Base64Url.EncodeToString(SHA256.HashData(second.RawData)));
    }

    [Fact]
    public async Task An_assertion_typed_as_one_or_without_type_gets_a_token()
    {
        using var customs = identity.Caller(identity.Customs);
        var typed = new Assertion("customs-main");
        typed.Header["typ"] = "client-authentication+jwt";
        (await customs.TokenAsync(assertion: typed.Es256(identity.Customs))).Status.ShouldBe(HttpStatusCode.OK);
        var untyped = new Assertion("customs-main");
        untyped.Header.Remove("typ");
        (await customs.TokenAsync(assertion: untyped.Es256(identity.Customs))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_use_is_refused_by_every_process()
    {
        using var first = identity.Caller(identity.Customs);
        using var second = identity.Caller(identity.Customs, process: 1);
        var assertion = new Assertion("customs-main").Es256(identity.Customs);
        (await first.TokenAsync(assertion: assertion)).Status.ShouldBe(HttpStatusCode.OK);
        (await first.TokenAsync(assertion: assertion)).ShouldBeRefused("invalid_client", "used before");
        (await second.TokenAsync(assertion: assertion)).ShouldBeRefused("invalid_client", "used before");
    }

    [Fact]
    public async Task Of_two_uses_at_once_exactly_one_wins()
    {
        using var first = identity.Caller(identity.Customs);
        using var second = identity.Caller(identity.Customs, process: 1);
        for (var round = 0; round < 20; round++)
        {
            var assertion = new Assertion("customs-main").Es256(identity.Customs);
            var answers = await Task.WhenAll(first.TokenAsync(assertion: assertion), second.TokenAsync(assertion: assertion));
            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Single(answer => answer.Status != HttpStatusCode.OK).ShouldBeRefused("invalid_client", "used before");
        }
    }

    [Fact]
    public async Task A_refused_assertion_does_not_use_up_the_jti()
    {
        using var customs = identity.Caller(identity.Customs);
        var assertion = new Assertion("customs-main");
        (await customs.TokenAsync(assertion: assertion.Es256(identity.Parcelwing))).ShouldBeRefused("invalid_client", "not the registered one");
        (await customs.TokenAsync(assertion: assertion.Es256(identity.Customs))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unknown_client_and_wrong_key_are_answered_alike()
    {
        using var parcelwing = identity.Caller(identity.Parcelwing);
        var unknown = await parcelwing.TokenAsync(assertion: new Assertion("nobody-main").Es256(identity.Parcelwing));
        unknown.ShouldBeRefused("invalid_client", "not the registered one");
        (await parcelwing.TokenAsync(assertion: new Assertion("customs-main").Es256(identity.Parcelwing))).ShouldBe(unknown);
    }
}
