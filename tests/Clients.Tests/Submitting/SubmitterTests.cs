using Google.Protobuf;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Submitting;

public sealed class SubmitterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly SubmitterOptions TwoAMessage = new() { BatchRecords = 2, BatchDelay = TimeSpan.FromMilliseconds(1) };

    [Theory]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.EndsWithOk)]
    [InlineData(Fault.StreamReset)]
    [InlineData(Fault.ConnectionReset)]
    [InlineData(Fault.TokenExpired)]
    public async Task A_break_at_any_step_neither_loses_nor_doubles_a_record(Fault fault)
    {
        const int count = 8;
        // Opened, then received, held and answered for each of four messages.
        for (var step = 0; step < 1 + (3 * count / 2); step++)
        {
            await using var peer = await ScriptedHub.StartAsync();
            peer.Intake.Breaks[step] = fault;
            await using var hub = peer.Connect();
            await using var submitter = new Submitter(hub, TwoAMessage);

            var results = await submitter.SubmitAllAsync(Records.Listings(count).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

            results.Select(r => r.Position).ShouldBe(Enumerable.Range(0, count).Select(n => (long)n));
            results.Select(r => r.Result.Receipt.EventId).ShouldBe(Records.Listings(count).Select(r => r.Id), $"step {step}");
            results.ShouldAllBe(r => r.AcceptedHere);
            peer.Intake.Held.ShouldBe(Records.Listings(count).Select(r => r.Id), $"step {step}");
        }
    }

    [Fact]
    public async Task Breaks_at_every_second_step_of_every_stream_still_come_to_an_end()
    {
        await using var peer = await ScriptedHub.StartAsync();
        foreach (var step in Enumerable.Range(0, 60).Where(n => n % 4 == 2))
            peer.Intake.Breaks[step] = (Fault)(step / 4 % 4);
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, TwoAMessage);

        var results = await submitter.SubmitAllAsync(Records.Listings(40).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        results.Count(r => r.AcceptedHere).ShouldBe(40);
        peer.Intake.Held.ShouldBe(Records.Listings(40).Select(r => r.Id));
        peer.Intake.Streams.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_record_whose_result_was_lost_is_told_apart_from_a_true_duplicate()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Breaks[2] = Fault.StreamReset; // Held, not answered.
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub);

        var lost = await submitter.SubmitAsync(Records.Listing("lst-1"), Stop);
        var again = await submitter.SubmitAsync(Records.Listing("lst-1"), Stop);

        (lost.Outcome, lost.Resent, lost.AcceptedHere).ShouldBe((SubmitOutcome.Duplicate, true, true));
        (again.Outcome, again.Resent, again.AcceptedHere).ShouldBe((SubmitOutcome.Duplicate, false, false));
    }

    [Fact]
    public async Task What_has_a_result_is_not_sent_again()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Breaks[3] = Fault.Unavailable; // After the first message was answered.
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, TwoAMessage);

        await submitter.SubmitAllAsync(Records.Listings(6).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        peer.Intake.Received.Count(id => id is "lst-0" or "lst-1").ShouldBe(2);
        peer.Intake.Streams.ShouldBe(2);
    }

    [Fact]
    public async Task Credit_is_never_overdrawn()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Credit = 7;
        peer.Intake.BeforeAnswerIsImmediate = false;
        peer.Intake.BeforeAnswer = _ => Task.Delay(2, Stop);
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { BatchRecords = 3 });

        var results = await submitter.SubmitAllAsync(Records.Listings(100).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        results.Count.ShouldBe(100);
        peer.Intake.MostUnderWay.ShouldBeInRange(4, 7);
    }

    [Fact]
    public async Task Without_credit_nothing_is_sent()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Credit = 2;
        var answer = new TaskCompletionSource();
        peer.Intake.BeforeAnswerIsImmediate = false;
        peer.Intake.BeforeAnswer = _ => answer.Task;
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, TwoAMessage);

        var all = submitter.SubmitAllAsync(Records.Listings(4).ToAsyncEnumerable(), Stop).ToListAsync(Stop).AsTask();
        await Eventually(() => peer.Intake.Received.Count == 2);
        await Task.Delay(100, Stop);
        peer.Intake.Received.Count.ShouldBe(2);

        answer.SetResult();
        (await all).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Messages_are_filled_and_never_over_full()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { BatchDelay = TimeSpan.FromSeconds(1) });

        await submitter.SubmitAllAsync(Records.Listings(1000).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        peer.Intake.MessageSizes.ShouldAllBe(size => size <= 100);
        peer.Intake.MessageSizes.Count.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task A_message_is_bounded_in_bytes_too()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = peer.Connect();
        var size = Records.Listing("lst-0").CalculateSize();
        await using var submitter = new Submitter(hub, new SubmitterOptions { BatchBytes = size * 3, BatchDelay = TimeSpan.FromSeconds(1) });

        await submitter.SubmitAllAsync(Records.Listings(9).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        peer.Intake.MessageSizes.ShouldAllBe(n => n <= 3);
    }

    [Fact]
    public async Task A_lone_record_does_not_wait_for_company_longer_than_the_delay()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { BatchDelay = TimeSpan.FromMilliseconds(20) });

        var result = await submitter.SubmitAsync(Records.Listing("lst-1"), Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);

        result.Outcome.ShouldBe(SubmitOutcome.Accepted);
        peer.Intake.MessageSizes.ShouldBe([1]);
    }

    [Fact]
    public async Task Records_handed_over_at_once_share_a_message()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { BatchDelay = TimeSpan.FromMilliseconds(500) });

        await Task.WhenAll(Records.Listings(20).Select(record => submitter.SubmitAsync(record, Stop)));

        peer.Intake.MessageSizes.ShouldBe([20]);
    }

    [Fact]
    public async Task A_rejected_record_keeps_its_place_among_good_ones()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Judge = record => record.Id != "lst-3" ? null : new SubmitResult
        {
            Outcome = SubmitOutcome.Rejected,
            Reason = "RECORD_INVALID",
            Violations = { new FieldViolation { Field = "listing.gtin", Description = "8, 12, 13 or 14 digits" } },
        };
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub);

        var results = await submitter.SubmitAllAsync(Records.Listings(6).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        results.Single(r => r.Outcome == SubmitOutcome.Rejected).Position.ShouldBe(3);
        results[3].Result.Violations.Single().Field.ShouldBe("listing.gtin");
        peer.Intake.Held.Count.ShouldBe(5);
    }

    [Fact]
    public async Task An_oversized_record_is_rejected_before_it_can_break_the_stream()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub);

        var result = await submitter.SubmitAsync(ByteString.CopyFrom(new byte[Submitter.MaxRecordBytes + 1]), Stop);

        result.Outcome.ShouldBe(SubmitOutcome.Rejected);
        result.Result.Violations.Single().Description.ShouldContain("65537");
        peer.Intake.Streams.ShouldBe(0);
    }

    [Fact]
    public async Task No_more_than_the_bound_is_taken_from_the_source_ahead_of_results()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var answer = new TaskCompletionSource();
        peer.Intake.BeforeAnswer = _ => answer.Task;
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { MaxUnanswered = 10, BatchRecords = 2 });
        var taken = 0;

        var all = submitter.SubmitAllAsync(Records.Listings(50).Select(r => { taken++; return r; }).ToAsyncEnumerable(), Stop).ToListAsync(Stop).AsTask();
        await Eventually(() => taken > 10);
        await Task.Delay(100, Stop);
        taken.ShouldBe(11); // The eleventh waits in the caller's hand.

        answer.SetResult();
        (await all).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Breaks_are_told_and_the_time_for_retries_is_bounded()
    {
        await using var peer = await ScriptedHub.StartAsync();
        for (var step = 0; step < 1000; step++)
            peer.Intake.Breaks[step] = Fault.Unavailable;
        var breaks = new List<StreamBreak>();
        await using var hub = new HubConnection(peer.Options with { RetryFor = TimeSpan.FromMilliseconds(200), OnBreak = breaks.Add });
        await using var submitter = new Submitter(hub);

        var error = await Should.ThrowAsync<HubException>(() => submitter.SubmitAsync(Records.Listing("lst-1"), Stop));
        error.StatusCode.ShouldBe(Grpc.Core.StatusCode.Unavailable);
        breaks.Count.ShouldBeGreaterThan(3);
        breaks[0].ShouldSatisfyAllConditions(b => b.Stream.ShouldBe("submit"), b => b.Cause.ShouldBe("The hub goes away."), b => b.Attempt.ShouldBe(1));
        breaks.Select(b => b.Attempt).ShouldBe(Enumerable.Range(1, breaks.Count));

        (await Should.ThrowAsync<HubException>(() => submitter.SubmitAsync(Records.Listing("lst-2"), Stop))).ShouldBeSameAs(error);
    }

    [Fact]
    public async Task A_token_that_ran_out_is_replaced_before_the_stream_is_opened_again()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Breaks[1] = Fault.TokenExpired;
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub);

        await submitter.SubmitAsync(Records.Listing("lst-1"), Stop);

        peer.Intake.Tokens.ShouldBe(["Bearer token-1", "Bearer token-2"]);
    }

    [Fact]
    public async Task A_fresh_token_that_is_refused_again_ends_the_submission()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Tokens.Refusal = (401, new { error = "invalid_client", error_description = "No such client." });
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub);

        var error = await Should.ThrowAsync<HubException>(() => submitter.SubmitAsync(Records.Listing("lst-1"), Stop));

        error.StatusCode.ShouldBe(Grpc.Core.StatusCode.Unauthenticated);
        error.Message.ShouldContain("invalid_client");
        peer.Tokens.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Completing_waits_for_every_result()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Breaks[3] = Fault.ConnectionReset;
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, TwoAMessage);
        var all = Records.Listings(10).Select(record => submitter.SubmitAsync(record, Stop)).ToList();

        await submitter.CompleteAsync().WaitAsync(TimeSpan.FromSeconds(10), Stop);

        (await Task.WhenAll(all)).Select(r => r.Position).ShouldBe(Enumerable.Range(0, 10).Select(n => (long)n));
        await Should.ThrowAsync<ObjectDisposedException>(() => submitter.SubmitAsync(Records.Listing("late"), Stop));
    }

    private static async Task Eventually(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5, Stop);
    }
}
