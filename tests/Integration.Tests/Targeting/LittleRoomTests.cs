using Grpc.Core;
using SharingHub.Launcher.Hosting;
using static SharingHub.Integration.Tests.Targeting.GivenLeads;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>A hub with room for the picture of one watch.</summary>
public sealed class LittleRoom : TheHub
{
    protected override HostOptions Configure(HostOptions usual)
    {
        var configured = base.Configure(usual);
        return configured with
        {
            Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(8))],
            Environment = new Dictionary<string, string?>(configured.Environment) { ["Targeting__RecordsInPictures"] = "1" },
        };
    }
}

public sealed class LittleRoomTests(LittleRoom hub) : HubTests(hub), IClassFixture<LittleRoom>
{
    [Fact]
    public async Task Another_watch_is_refused_while_one_is_open_and_questions_do_not_drive_out_what_it_is_concluded_from()
    {
        var one = await Given.HubWithShipmentsAsync();
        await Given.RecordsAsync(one.Carrier, Enumerable.Range(1, 23).Select(n => Honest(n)));
        var other = await Given.HubWithShipmentsAsync();
        await Given.RecordsAsync(other.Carrier, Shipment("shp-other"));
        using (var watch = new LeadStream(one.Agency, Watching(but: w => w.MinProbability = 0.999)))
        {
            (await watch.CaughtUpAsync()).ShouldBeEmpty();

            using (var second = new LeadStream(other.Agency, Watching()))
                (await Refused.WithAsync(StatusCode.ResourceExhausted, "LIMIT_EXCEEDED", second.NextAsync)).Status.Detail.ShouldContain("Targeting:RecordsInPictures");
            using (var same = new LeadStream(one.Agency, Watching(but: w => w.MinProbability = 0.999)))
                (await same.CaughtUpAsync()).ShouldBeEmpty("it needs no room of its own");
            await other.ExplainAsync("shp-other");
            await one.ExplainAsync("shp-honest-1");

            await SaidAsync("A watch of leads was refused: its picture of 1 records does not fit beside the 23 that open watches keep, of 1 at most (Targeting:RecordsInPictures).");
            await SaidAsync("A picture of 1 records was let go that was still asked for: more than 1 would be kept");
            (await LogAsync()).ShouldNotContain("A picture of 23 records was let go");
        }

        await Eventually.IsTrueAsync(
            async () =>
            {
                using var then = new LeadStream(other.Agency, Watching());
                try
                {
                    return (await then.CaughtUpAsync()).ShouldHaveSingleItem().Shipment.Content().Id == "shp-other";
                }
                catch (RpcException refused) when (refused.StatusCode == StatusCode.ResourceExhausted)
                {
                    return false;
                }
            },
            "the other watch opens once the first has ended");
    }

    [Fact]
    public async Task What_was_let_go_for_anothers_question_is_made_anew_when_it_is_asked_for()
    {
        var one = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(one);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(one.Carrier, Shipment("shp-1"));
        var before = await one.ExplainAsync("shp-1");
        var other = await Given.HubWithShipmentsAsync();
        await Given.RecordsAsync(other.Carrier, Shipment("shp-other"));

        await other.ExplainAsync("shp-other");

        await SaidAsync("A picture of 2 records was let go");
        (await one.ExplainAsync("shp-1")).LogOdds.ShouldBe(before.LogOdds);
    }

    private Task<string> LogAsync() => File.ReadAllTextAsync(Hub.Host.Hubs[0].LogFile);

    // What is logged is in the file a moment later.
    private Task SaidAsync(string what) => Eventually.IsTrueAsync(async () => (await LogAsync()).Contains(what, StringComparison.Ordinal), $"the hub logs: {what}");
}
