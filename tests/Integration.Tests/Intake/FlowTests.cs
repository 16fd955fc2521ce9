using Google.Protobuf;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Intake;

public sealed class FlowTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_message_without_records_ends_the_stream()
    {
        var retailer = await Given.RetailerAsync();

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => retailer.SubmitMessagesAsync(new SubmitRequest()));
    }

    [Fact]
    public async Task A_message_of_more_than_a_hundred_records_ends_the_stream_and_stores_none_of_them()
    {
        var retailer = await Given.RetailerAsync();
        var message = new SubmitRequest { Records = { Records.Listings(101).Select(r => r.ToByteString()) } };

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => retailer.SubmitMessagesAsync(message));

        (await Hub.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{retailer.Id}/%")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_beyond_four_mebibytes_is_RESOURCE_EXHAUSTED()
    {
        var retailer = await Given.RetailerAsync();
        var message = new SubmitRequest { Records = { ByteString.CopyFrom(new byte[4 * 1024 * 1024 + 1]) } };

        var refused = await Refused.ByAsync(() => retailer.SubmitMessagesAsync(message));

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted, refused.Status.Detail);
    }

    [Fact]
    public async Task The_largest_message_that_the_contract_allows_gets_through()
    {
        var retailer = await Given.RetailerAsync();
        var records = Enumerable.Range(1, 60).Select(number => Encoding.OfSize(Records.Seller($"s-{number}"), 65_536));

        var submitted = await retailer.SubmitAsync(records);

        submitted.Results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
    }

    [Fact]
    public async Task A_sender_gets_its_results_while_its_stream_stays_open()
    {
        var retailer = await Given.RetailerAsync();
        using var call = retailer.Hub.Intake.Submit(deadline: DateTime.UtcNow + Line.Patience);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        call.ResponseStream.Current.Opened.Credit.ShouldBeGreaterThan(0u);

        for (var number = 1; number <= 3; number++)
        {
            await call.RequestStream.WriteAsync(new SubmitRequest { Records = { Records.Listing($"l-{number}").ToByteString() } });
            (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
            call.ResponseStream.Current.Results.Results.ShouldHaveSingleItem().Position.ShouldBe((ulong)number - 1);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sender_far_beyond_its_credit_is_slowed_and_loses_nothing()
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(Records.Listings(5000));

        submitted.Credit.ShouldBeLessThan(5000u);
        submitted.Results.Count.ShouldBe(5000);
        submitted.Results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
    }

    [Fact]
    public async Task A_sender_that_never_reads_does_not_hold_others_up()
    {
        var (silent, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        using var call = silent.Hub.Intake.Submit(deadline: DateTime.UtcNow + Line.Patience);
        var sending = Task.Run(async () =>
        {
            foreach (var chunk in Records.Listings(20_000).Chunk(100))
                await call.RequestStream.WriteAsync(new SubmitRequest { Records = { chunk.Select(r => r.ToByteString()) } });
        });

        var submitted = await other.SubmitAsync(Records.Listings(10));

        submitted.Results.Count.ShouldBe(10);
        call.Dispose();
        await Task.WhenAny(sending);
    }
}
