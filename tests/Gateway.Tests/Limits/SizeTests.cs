using System.IO.Pipelines;
using System.Net;
using Grpc.Core;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Limits;

public sealed class SizeTests(OpenHouse open) : IClassFixture<OpenHouse>
{
    private const int Cap = 64 * 1024;

    private readonly House _house = open.House;

    [Theory]
    [InlineData(Cap, false, HttpStatusCode.OK)]
    [InlineData(Cap, true, HttpStatusCode.OK)]
    [InlineData(Cap + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Cap + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_token_request_has_a_largest_body(int size, bool ofUnknownLength, HttpStatusCode expected)
    {
        using var caller = _house.Caller();
        using HttpContent content = ofUnknownLength
            ? new StreamContent(PipeReader.Create(new MemoryStream(new byte[size])).AsStream())
            : new ByteArrayContent(new byte[size]);
        // A server that answers early closes an HTTP/1.1 connection, and the answer may be lost under a body still being written.
        // HTTP/2 ends the stream alone; with a known length the caller waits to be asked for the body.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/connect/token", UriKind.Relative))
        {
            Version = ofUnknownLength ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.ExpectContinue = !ofUnknownLength;
        using var answer = await caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_token_request_that_calls_itself_grpc_does_not_escape_the_cap()
    {
        using var caller = _house.Caller();
        using var content = new ByteArrayContent(new byte[10 * Cap]);
        content.Headers.ContentType = new("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/connect/token", UriKind.Relative)) { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_at_a_grpc_path_that_is_not_grpc_keeps_the_cap()
    {
        using var caller = _house.Caller();
        using var content = new ByteArrayContent(new byte[Cap + 1]);
        using var answer = await caller.Http.PostAsync(
            new Uri("/sharinghub.v1.EchoService/Tell", UriKind.Relative), content, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_grpc_call_has_no_largest_body_here()
    {
        using var caller = _house.Caller();
        (await caller.Call(message: new byte[3_000_000])).BodyBytes.ShouldBe(3_000_005);
    }

    [Fact]
    public async Task Headers_that_are_too_large_are_refused_and_the_next_call_goes_through()
    {
        using var caller = _house.Caller();
        await Assert.ThrowsAsync<RpcException>(() => caller.Call(new Metadata { { "x-large", new string('a', 100_000) } }));
        (await caller.Call(new Metadata { { "x-small", new string('a', 8_000) } })).Headers["x-small"].Length.ShouldBe(8_000);
    }

    [Fact]
    public async Task Headers_that_are_too_large_are_431_over_http11()
    {
        using var caller = _house.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/ledger/x", UriKind.Relative)) { Version = HttpVersion.Version11 };
        request.Headers.Add("x-large", new string('a', 17_000));
        using var answer = await caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }
}
