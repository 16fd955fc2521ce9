using System.Net;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Routing;

public sealed class PathsTests(OpenHouse open) : IClassFixture<OpenHouse>
{
    private readonly House _house = open.House;

    [Fact]
    public async Task Calls_of_the_contract_and_of_health_reach_the_hub_over_http2()
    {
        using var caller = _house.Caller();
        foreach (var service in new[] { "sharinghub.v1.IntakeService", "grpc.health.v1.Health" })
        {
            var seen = await caller.Call(service: service);
            (seen.Upstream, seen.Protocol, seen.Path).ShouldBe(("hub-0", "HTTP/2", $"/{service}/Tell"));
        }
    }

    [Theory]
    [InlineData("/ledger/tile/0/000", "hub-0")]
    [InlineData("/.well-known/jwks", "issuer")]
    public async Task What_is_public_reaches_its_owner(string path, string owner)
    {
        using var caller = _house.Caller();
        var seen = await caller.Get(path + "?a=b");
        (seen.Upstream, seen.Path, seen.Query).ShouldBe((owner, path, "?a=b"));
    }

    [Fact]
    public async Task The_token_endpoint_reaches_the_issuer_with_its_body()
    {
        using var caller = _house.Caller();
        using var answer = await caller.Http.PostAsync(
            new Uri("/connect/token", UriKind.Relative), new StringContent(new string('a', 2000)), TestContext.Current.CancellationToken);
        var seen = await answer.Content.ReadFromJsonAsync<Seen>(TestContext.Current.CancellationToken);
        (seen!.Upstream, seen.Path, seen.BodyBytes).ShouldBe(("issuer", "/connect/token", 2000));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/metrics")]
    [InlineData("/sharinghub.v2.IntakeService/Submit")]
    [InlineData("/sharinghub.v1.IntakeService/Submit/more")]
    [InlineData("/sharinghub.v1/Submit")]
    [InlineData("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")]
    [InlineData("/ledger/../admin")]
    [InlineData("/ledger/%2e%2e/admin")]
    [InlineData("/connected/token")]
    public async Task Anything_else_is_not_found(string path)
    {
        using var caller = _house.Caller();
        using var answer = await caller.Http.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Grpc_over_http11_is_refused_with_a_sentence()
    {
        using var caller = _house.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/sharinghub.v1.EchoService/Tell", UriKind.Relative)) { Version = HttpVersion.Version11 };
        using var answer = await caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.HttpVersionNotSupported);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("HTTP/2");
    }

    [Fact]
    public async Task A_stream_echoes_message_by_message()
    {
        using var caller = _house.Caller();
        using var call = caller.Stream();
        for (byte i = 1; i <= 5; i++)
        {
            await call.RequestStream.WriteAsync([i], TestContext.Current.CancellationToken);
            (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
            call.ResponseStream.Current.ShouldBe([i]);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stream_that_says_nothing_outlives_the_minimum_data_rate()
    {
        using var caller = _house.Caller();
        using var call = caller.Stream();
        await call.RequestStream.WriteAsync([1], TestContext.Current.CancellationToken);
        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
        // Kestrel ends a body slower than 240 bytes a second after 5 s, and looks once a second.
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync([2], TestContext.Current.CancellationToken);
        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
        call.ResponseStream.Current.ShouldBe([2]);
    }
}
