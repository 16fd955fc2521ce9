using System.Net;
using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

public sealed class MalformedRequestTests(RunningIdentity identity)
{
    [Fact]
    public async Task An_oversized_request_is_the_callers_fault()
    {
        using var customs = identity.Caller(identity.Customs);
        var answer = await customs.TokenAsync("customs-main", scope: new string('x', 100_000));
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Json.GetProperty("error").GetString().ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_request_with_too_many_fields_is_the_callers_fault()
    {
        using var customs = identity.Caller(identity.Customs);
        var answer = await customs.PostAsync([.. Enumerable.Range(0, 2000).Select(field => ($"f{field}", "x"))]);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetString().ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_secret_is_no_credential()
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.PostAsync(("grant_type", "client_credentials"), ("client_id", "customs-main"), ("client_secret", "secret")))
            .ShouldBeRefused("invalid_client", "client_secret_post");
    }

    [Fact]
    public async Task An_assertion_without_its_type_is_refused()
    {
        using var customs = identity.Caller(identity.Customs);
        var assertion = new Assertion("customs-main").Es256(identity.Customs);
        (await customs.PostAsync(("grant_type", "client_credentials"), ("client_id", "customs-main"), ("client_assertion", assertion)))
            .ShouldBeRefused("invalid_client", "client_assertion_type");
    }

    [Fact]
    public async Task Without_a_client_id_there_is_no_token()
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.PostAsync(("grant_type", "client_credentials"))).ShouldBeRefused("invalid_request", "client_id");
    }
}
