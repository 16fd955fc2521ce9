using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Tests.Correlation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Targeting.Histories;

namespace SharingHub.Hub.Tests.Targeting;

/// <summary>Which records make a shared party suspect.</summary>
public sealed class SupportTests
{
    private const string Phone = "+86 20 2895 9378";
    private const string Shared = "+1 305 330 4450";
    private const string Accused = "amazonia/seller_account/a";

    [Fact]
    public void A_shared_party_names_the_consignments_and_the_records_that_tie_them()
    {
        var engine = Tied(3);

        var support = Reason(engine).Support;

        support.Select(one => one.Consignment).ShouldBe(["parcelwing/shipment/t0", "parcelwing/shipment/t1", "parcelwing/shipment/t2"], ignoreOrder: true);
        support.ShouldAllBe(one => one.Records.Single() == Accused && one.Strength > .5);
        support.Select(one => one.Strength).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Of_many_the_ten_strongest_are_told()
    {
        var engine = Tied(24);

        Reason(engine).Support.Count.ShouldBe(10);
    }

    [Fact]
    public void What_was_released_supports_no_more_and_what_was_seized_does_by_its_outcome()
    {
        var engine = Tied(4);
        engine.Observe(Making.Outcome("o", InspectionResult.Released, "t1"));
        engine.Observe(Making.Outcome("p", InspectionResult.Seized, "t3"));

        var support = Reason(engine).Support;

        support[0].Consignment.ShouldBe("parcelwing/shipment/t3");
        support[0].Records.ShouldBe(["customs/inspection_outcome/p"]);
        support.ShouldNotContain(one => one.Consignment == "parcelwing/shipment/t1");
        support.Count.ShouldBe(3);
    }

    [Fact]
    public void A_consignment_does_not_support_itself()
    {
        var engine = Tied(4);
        Reason(engine);

        var own = engine.Score("parcelwing/shipment/t0")!.Reasons.Single(one => one.Kind == ScoreReasonKind.SharedParty);

        own.Support.Select(one => one.Consignment).ShouldBe(["parcelwing/shipment/t1", "parcelwing/shipment/t2", "parcelwing/shipment/t3"], ignoreOrder: true);
    }

    // Consignments of an accused shipper to one consignee, between as many honest ones.
    private static ScoringEngine Tied(int count)
    {
        var engine = Engine(Making.Account("a", "Ocean Prime", Phone));
        for (var i = 0; i < count; i++)
        {
            engine.Observe(Making.Consignment($"h{i}", $"Honest {i}"));
            var tied = Making.Consignment($"t{i}", "Ocean Prime", Phone);
            tied.Record.Shipment.Consignee = new TradeParty { Name = "Somebody", Phones = { Shared } };
            engine.Observe(tied);
        }
        return engine;
    }

    private static ScoreReason Reason(ScoringEngine engine) =>
        engine.Observe(Making.Consignment("new", "Nobody Known", Shared))!.Reasons.Single(one => one.Kind == ScoreReasonKind.SharedParty);
}
