using Grpc.Core;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Answers;

public sealed class BrokenStreamTests
{
    [Fact]
    public async Task A_replica_that_dies_in_the_middle_of_a_stream_is_unavailable_with_a_sentence()
    {
        await using var house = await House.Start();
        using var caller = house.Caller();
        using var call = await caller.OpenStream();
        house.Hubs[0].CutConnections();
        var end = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        end.StatusCode.ShouldBe(StatusCode.Unavailable);
        end.Status.Detail.ShouldEndWith("resume from what was received.");
    }

    [Fact]
    public async Task A_reset_that_the_hub_sent_stays_a_reset()
    {
        await using var house = await House.Start();
        using var caller = house.Caller();
        using var call = await caller.OpenStream("Reset");
        var end = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        end.StatusCode.ShouldBe(StatusCode.Internal);
    }
}
