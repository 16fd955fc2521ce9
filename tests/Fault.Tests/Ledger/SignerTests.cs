using System.Diagnostics;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk;
using SharingHub.Sdk.Proving;

namespace SharingHub.Fault.Tests.Ledger;

public sealed class SignerTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TreeChecks Tree => new(operation);

    [Fact]
    public async Task Without_the_signer_records_are_taken_and_their_proof_comes_when_it_is_back()
    {
        await using var retailer = operation.Connect("amazonia");
        await operation.Host.Signer.KillAsync();
        var pushed = await retailer.PushAsync("amazonia", Feed.Of("amazonia", 300, "unsigned"));
        var id = pushed.ReceiptOf(0).EventId;

        var early = await Should.ThrowAsync<HubException>(() => retailer.GetReceiptAsync(id, cancel: Stop));
        (early.StatusCode, early.Reason).ShouldBe((Grpc.Core.StatusCode.FailedPrecondition, "NOT_YET_PUBLISHED"));
        await operation.ShouldBeDegradedAsync("ledger: ");

        await operation.Host.StartAsync(operation.Host.Signer, Stop);
        (await retailer.GetReceiptAsync(id, Patience, Stop)).Envelope.Id.ToString().ShouldBe(id);
        await Tree.ShouldBeWholeAsync(pushed);
        await operation.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task A_signer_and_a_hub_that_are_killed_again_and_again_never_part()
    {
        await using var carrier = operation.Connect("parcelwing");
        var before = await operation.History.AskAsync<long>("select count(*) from ledger.checkpoint");
        var pushed = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 8000, "parting"), faultAfter: 200, async () =>
        {
            for (var round = 0; round < 4; round++)
            {
                // Not at the same moment: one of them is between signing and keeping when the other goes.
                await Task.WhenAll(operation.KillAndRestartAsync(operation.Host.Signer), operation.KillAndRestartAsync(operation.Hub));
                await operation.KillAndRestartAsync(operation.Host.Signer);
            }
        });

        await Tree.ShouldBeWholeAsync(pushed);
        (await operation.History.AskAsync<long>("select count(*) from ledger.checkpoint")).ShouldBeGreaterThan(before + 1);
        await operation.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task What_was_signed_and_not_kept_is_gone_on_from()
    {
        await using var retailer = operation.Connect("amazonia");
        // The hub cannot keep what the signer signs: as if it died in between, each time.
        await operation.ExecuteAsync(
            """
            create function ledger.lose() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
            create trigger lose after insert on ledger.checkpoint for each statement execute function ledger.lose();
            """);
        var signed = await SignedAsync();
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 100, "lost-1"));
        await Eventually.IsTrueAsync(async () => await SignedAsync() > signed, "the signer is ahead of what is kept");
        (await operation.History.AskAsync<long>("select max(size) from ledger.checkpoint")).ShouldBeLessThan(await SignedAsync());
        await operation.ExecuteAsync("drop trigger lose on ledger.checkpoint; drop function ledger.lose");

        await Tree.ShouldBeWholeAsync(await retailer.PushAsync("amazonia", Feed.Of("amazonia", 100, "lost-2")));
    }

    [Fact]
    public async Task A_signed_checkpoint_covers_a_commit_in_little_more_than_a_second()
    {
        await using var retailer = operation.Connect("bazaarly");
        var times = new List<double>();
        for (var round = 0; round < 8; round++)
        {
            var pushed = await retailer.PushAsync("bazaarly", Feed.Of("bazaarly", 20, $"timed-{round}"));
            var since = Stopwatch.StartNew();
            await Tree.CoveredAsync();
            times.Add(since.Elapsed.TotalSeconds);
            pushed.Results.Count.ShouldBe(20);
        }

        times.Sort();
        TestContext.Current.SendDiagnosticMessage("commit to signed checkpoint: median {0:0.00} s, most {1:0.00} s", times[4], times[^1]);
        // The mark is 1.5 s; a machine that runs other tests gets twice that.
        times[4].ShouldBeLessThan(3);
    }

    private async Task<long> SignedAsync() => long.Parse(
        (await File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(operation.ReadyFilePath)!, "signer", "last"), Stop))[1], null);
}
