using System.Net;
using Grpc.Core;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Limits;

public sealed class CallLimitTests
{
    private const int Burst = 5;

    [Fact]
    public async Task A_member_that_calls_too_often_is_told_when_to_come_back_and_no_other_member_is()
    {
        await using var house = await HouseWithTightLimit();
        using var first = house.Members.Client("amazonia");
        using var second = house.Members.Client("amazonia");
        using var other = house.Members.Client("customs");
        using var amazonia = house.Caller(first);
        using var amazoniaAgain = house.Caller(second);
        using var customs = house.Caller(other);
        for (var i = 0; i < Burst; i++)
            await amazonia.Call();

        var refused = await amazonia.FailingCall();
        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refused.Status.Detail.ShouldEndWith(".");
        var answer = await RawCall(amazonia);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(answer, "grpc-status").ShouldBe("8");
        Header(answer, "retry-after").ShouldBe("1");
        int.Parse(Header(answer, "grpc-retry-pushback-ms"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 1000);

        // The limit is the member's, not the connection's nor the certificate's.
        (await amazoniaAgain.FailingCall()).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        (await customs.Call()).Upstream.ShouldBe("hub-0");
    }

    [Fact]
    public async Task A_plain_request_too_many_is_429_and_probes_are_not_counted()
    {
        await using var house = await HouseWithTightLimit();
        using var stranger = house.Caller();
        for (var i = 0; i < Burst; i++)
            await stranger.Get("/.well-known/jwks");

        using var answer = await stranger.Http.GetAsync(new Uri("/.well-known/jwks", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        using var probe = await stranger.Http.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        probe.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_member_that_waits_may_call_again()
    {
        await using var house = await HouseWithTightLimit();
        using var certificate = house.Members.Client("amazonia");
        using var amazonia = house.Caller(certificate);
        for (var i = 0; i < Burst; i++)
            await amazonia.Call();
        (await amazonia.FailingCall()).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        await Task.Delay(TimeSpan.FromSeconds(2.2), TestContext.Current.CancellationToken);
        (await amazonia.Call()).Upstream.ShouldBe("hub-0");
    }

    [Fact]
    public async Task A_connection_holds_no_more_streams_than_it_may()
    {
        await using var house = await House.Start(settings: new() { ["Limits:StreamsPerConnection"] = "2" });
        using var caller = house.Caller();
        using var one = await caller.OpenStream();
        using var two = await caller.OpenStream();
        // A polite client knows the limit from SETTINGS and waits for a place.
        var three = caller.Call();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        three.IsCompleted.ShouldBeFalse();
        await one.RequestStream.CompleteAsync();
        (await one.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await three).Upstream.ShouldBe("hub-0");
    }

    private static Task<House> HouseWithTightLimit() =>
        House.Start(settings: new() { ["Limits:CallsPerSecond"] = "1", ["Limits:CallBurst"] = "5" });

    private static async Task<HttpResponseMessage> RawCall(Caller caller)
    {
        using var content = new ByteArrayContent(new byte[5]);
        content.Headers.ContentType = new("application/grpc");
        return await caller.Http.PostAsync(new Uri("/sharinghub.v1.EchoService/Tell", UriKind.Relative), content);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
