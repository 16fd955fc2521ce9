using System.Text;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Demo;
using SharingHub.Launcher.Hosting;
using SharingHub.Verification.Tiles;

namespace SharingHub.Fault.Tests.Ledger;

public sealed class WitnessedRotationTests(WitnessedOperation operation) : IClassFixture<WitnessedOperation>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_logs_key_changes_a_witness_that_knows_the_old_one_alone_cosigns()
    {
        var first = await operation.History.AskAsync<string>("select vkey from ledger.log_key order by position desc limit 1");
        await SharingHubHost.StopAsync(operation.Host.Signer);
        await operation.Host.Signer.RunOnceAsync(["rotate"], Stop);
        await operation.Host.StartAsync(operation.Host.Signer, Stop);
        await Eventually.IsTrueAsync(
            async () => await operation.History.AskAsync<string>("select vkey from ledger.log_key order by position desc limit 1") != first, "the new key takes over");

        await using var retailer = operation.Connect("bazaarly");
        await new TreeChecks(operation).ShouldBeWholeAsync(await retailer.PushAsync("bazaarly", Feed.Of("bazaarly", 20, "rotated")));

        // The policy names the old key alone, and asks for the witness's signature.
        await Eventually.IsTrueAsync(async () => operation.Policy.Open(await CheckpointAsync()).Ok, "the served checkpoint is cosigned");
        Encoding.UTF8.GetString(await CheckpointAsync()).Split('\n').Count(line => line.StartsWith('\u2014')).ShouldBe(3, "both keys' signatures and the witness's");
        await operation.ShouldBeHealthyAsync();
    }

    private async Task<byte[]> CheckpointAsync()
    {
        using var log = new ServedLog(operation.Ready);
        using var answer = await log.SendAsync(TilePath.Checkpoint, stop: Stop);
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }
}
