using SharingHub.Launcher.Hosting;
using static SharingHub.Integration.Tests.Targeting.GivenLeads;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>A hub with room for the one picture that is asked for.</summary>
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
    public async Task What_was_let_go_for_anothers_question_is_made_anew_and_a_watch_misses_no_change()
    {
        var one = await Given.HubWithShipmentsAsync();
        var (retailer, _) = await Given.RetailerAsync(one);
        await Given.RecordsAsync(retailer, Suspended("slr-1"));
        await Given.RecordsAsync(one.Carrier, Enumerable.Range(1, 20).Select(n => Honest(n)));
        var other = await Given.HubWithShipmentsAsync();
        await Given.RecordsAsync(other.Carrier, Shipment("shp-other"));
        using var watch = new LeadStream(one.Agency, Watching(but: w => w.MinProbability = 0.5));
        (await watch.CaughtUpAsync()).ShouldBeEmpty();

        await other.ExplainAsync("shp-other");
        (await File.ReadAllTextAsync(Hub.Host.Hubs[0].LogFile)).ShouldContain("was let go that was still asked for: more than 1 would be kept");

        // As many consignments as before, one of them another: the day must not be taken for the one that was told.
        var revised = Shipment("shp-honest-7");
        revised.Revision = 2;
        await Given.RecordsAsync(one.Carrier, revised);
        (await watch.PageAsync()).Leads.ShouldHaveSingleItem().Shipment.Content().Id.ShouldBe("shp-honest-7");
    }
}
