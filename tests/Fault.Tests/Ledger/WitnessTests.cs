using Google.Protobuf;
using Grpc.Core;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Demo;
using SharingHub.Sdk;
using SharingHub.V1;
using SharingHub.Verification.Tiles;

namespace SharingHub.Fault.Tests.Ledger;

/// <summary>Assurance P18: what nobody could prove later is not written.</summary>
public sealed class WitnessTests(WitnessedOperation operation) : IClassFixture<WitnessedOperation>
{
    private const string Late = "No quorum of witnesses has seen the ledger for too long";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_witness_writing_stops_and_all_else_goes_on_and_writing_goes_on_by_itself_when_it_is_back()
    {
        await using var carrier = operation.Connect("parcelwing");
        await using var customs = operation.Connect("customs");
        await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 300, "seen"));
        await new TreeChecks(operation).CoveredAsync();
        await Eventually.IsTrueAsync(async () => operation.Policy.Open(await CheckpointAsync()).Ok, "the served checkpoint is cosigned");
        await operation.ShouldBeHealthyAsync();
        using var open = carrier.Intake.Submit(cancellationToken: Stop);
        await open.ResponseStream.MoveNext(Stop);

        await operation.StopWitnessAsync();
        await operation.ShouldBeDegradedAsync($"witnesses: {Late}");

        await open.RequestStream.WriteAsync(new SubmitRequest { Records = { Feed.Of("parcelwing", 1, "unseen")[0].ToByteString() } }, Stop);
        ShouldBeLate(await Should.ThrowAsync<RpcException>(() => open.ResponseStream.MoveNext(Stop)));
        using (var another = carrier.Intake.Submit(cancellationToken: Stop))
            ShouldBeLate(await Should.ThrowAsync<RpcException>(() => another.ResponseStream.MoveNext(Stop)));
        var refused = await Should.ThrowAsync<HubException>(async () => await carrier.Agreements.ProposeAsync(new ProposeRequest(), cancellationToken: Stop));
        (refused.StatusCode, refused.Reason).ShouldBe((StatusCode.Unavailable, "WITNESS_EVIDENCE_LATE"));

        // Reading, ending and the ledger itself go on.
        await using (var watch = new Watch(customs, Queries.Shipments))
        {
            await watch.CaughtUpAsync();
            watch.Views.Count.ShouldBe(300);
            await Agreements.TerminateAsync(carrier, "customs");
            (await watch.EndAsync()).End.Reason.ShouldBe(EndReason.AgreementEnded);
        }

        await new TreeChecks(operation).CoveredAsync();
        (await File.ReadAllTextAsync(operation.Hub.LogFile, Stop)).ShouldContain("nothing new is taken in until one has");

        await operation.StartWitnessAsync();
        // The push that waits is taken without anybody's doing.
        var pushed = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 50, "unseen"));
        await new TreeChecks(operation).ShouldBeWholeAsync(pushed);
        await Eventually.IsTrueAsync(async () => operation.Policy.Open(await CheckpointAsync()).Ok, "the served checkpoint is cosigned again");
        await operation.ShouldBeHealthyAsync();
    }

    // Regression: each round added its cosignature to those of the rounds before, until the note was too long to be one.
    [Fact]
    public async Task A_log_that_does_not_grow_is_cosigned_again_and_again_and_its_note_does_not_grow()
    {
        await using var retailer = operation.Connect("amazonia");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 20, "still"));
        await new TreeChecks(operation).CoveredAsync();

        await Eventually.IsTrueAsync(
            async () => await operation.History.AskAsync<long>("select count(*) from ledger.cosigned where size = (select max(size) from ledger.checkpoint)") >= 4,
            "the newest checkpoint is cosigned again and again");

        var note = System.Text.Encoding.UTF8.GetString(await CheckpointAsync());
        note.Split('\n').Count(line => line.StartsWith('\u2014')).ShouldBe(2, "the log's signature and the witness's last");
    }

    private static void ShouldBeLate(RpcException refused)
    {
        refused.StatusCode.ShouldBe(StatusCode.Unavailable);
        refused.Status.Detail.ShouldStartWith(Late);
    }

    private async Task<byte[]> CheckpointAsync()
    {
        using var log = new ServedLog(operation.Ready);
        using var answer = await log.SendAsync(TilePath.Checkpoint, stop: Stop);
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }
}
