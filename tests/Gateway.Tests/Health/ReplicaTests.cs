using System.Net;
using Grpc.Core;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Health;

public sealed class ReplicaTests
{
    [Fact]
    public async Task A_call_that_could_not_connect_goes_to_another_replica_unseen_by_the_caller()
    {
        // No probe has failed yet and none will for a minute: the calls themselves find out.
        await using var house = await House.Furnish(replicas: 2, settings: new() { ["Watch:ProbeSeconds"] = "60" });
        await house.Hubs[0].DisposeAsync();
        await house.Open();
        using var caller = house.Caller();
        (await Serve(caller, 50)).ShouldBe(["hub-1"]);
    }

    [Fact]
    public async Task When_a_replica_dies_calls_go_on_through_the_other_and_when_it_is_back_it_serves_again()
    {
        await using var house = await House.Start(replicas: 2);
        using var caller = house.Caller();
        (await Serve(caller, 20)).ShouldBe(["hub-0", "hub-1"]);

        await house.Hubs[0].DisposeAsync();
        // What was sent down the dying connection may be lost, and is told so; then the replica is out.
        await Eventually(() => Succeeds(() => Serve(caller, 20)));
        for (var i = 0; i < 5; i++)
            (await Serve(caller, 20)).ShouldBe(["hub-1"]);

        await house.Restart(house.Hubs[0]);
        await Eventually(async () => (await Serve(caller, 10)).Count == 2);
    }

    [Fact]
    public async Task When_all_are_dead_the_caller_hears_unavailable_with_a_sentence_and_when_one_is_back_calls_go_on()
    {
        await using var house = await House.Start();
        using var caller = house.Caller();
        await house.Hubs[0].DisposeAsync();
        for (var i = 0; i < 5; i++)
        {
            var failure = await caller.FailingCall();
            failure.StatusCode.ShouldBe(StatusCode.Unavailable);
            failure.Status.Detail.ShouldEndWith("try again shortly.");
        }

        using var plain = await caller.Http.GetAsync(new Uri("/ledger/x", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)plain.StatusCode).ShouldBeInRange(502, 503);
        (await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldEndWith("try again shortly.\n");

        await house.Restart(house.Hubs[0]);
        await Eventually(() => Succeeds(() => caller.Call()));
    }

    [Fact]
    public async Task A_hub_with_a_certificate_of_another_authority_is_not_spoken_to()
    {
        using var others = new Authority("servers");
        using var wrong = others.Server();
        await using var house = await House.Start(hubCertificate: wrong);
        using var caller = house.Caller();
        (await caller.FailingCall()).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_hub_with_a_certificate_for_another_name_is_not_spoken_to()
    {
        await using var house = await House.Furnish();
        using var wrong = house.Servers.Server("elsewhere.example", "192.0.2.1");
        await using var other = await House.Start(hubCertificate: wrong, settings: new() { ["Upstream:Ca"] = house.Settings["Upstream:Ca"] });
        using var caller = other.Caller();
        (await caller.FailingCall()).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task The_gateway_is_ready_while_a_hub_and_the_issuer_are()
    {
        await using var house = await House.Start();
        using var caller = house.Caller();
        await Eventually(async () => await Probe(caller, "ready") == HttpStatusCode.OK);
        await house.Issuer.DisposeAsync();
        await Eventually(async () => await Probe(caller, "ready") == HttpStatusCode.ServiceUnavailable);
        (await Probe(caller, "live")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> Probe(Caller caller, string name)
    {
        using var answer = await caller.Http.GetAsync(new Uri("/health/" + name, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<List<string>> Serve(Caller caller, int calls)
    {
        // Together, so that least-requests has something to choose by.
        var seen = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => caller.Call()));
        return [.. seen.Select(one => one.Upstream).Distinct().Order()];
    }

    private static async Task<bool> Succeeds(Func<Task> calls)
    {
        try
        {
            await calls();
            return true;
        }
        catch (RpcException still) when (still.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await holds())
            await Task.Delay(100, patience.Token);
    }
}
