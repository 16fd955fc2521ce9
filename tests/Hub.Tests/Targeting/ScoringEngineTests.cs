using CsCheck;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Tests.Correlation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Targeting.Histories;

namespace SharingHub.Hub.Tests.Targeting;

public sealed class ScoringEngineTests
{
    private const string Phone = "+86 20 2895 9378";

    [Fact]
    public void A_shared_phone_points_at_a_consignment_and_the_reason_says_so()
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone));

        var score = engine.Observe(Making.Consignment("s", "Ocean Prime Industrial Ltd", "0086 2028959378"))!;

        var reason = score.Reasons.Single(one => one.Kind == ScoreReasonKind.AccusedParty);
        reason.Path.ShouldBe(["amazonia/seller_account/a"]);
        reason.Field.ShouldBe("shipment.shipper");
        reason.Agreeing.ShouldBe(["seller_account.legal_name", "seller_account.phones"]);
        reason.Weight.ShouldBeGreaterThan(2);
        score.LogOdds.ShouldBe(score.Start + score.Reasons.Sum(one => one.Weight), 1e-9);
    }

    [Fact]
    public void A_field_that_the_recipients_view_lacks_is_counted_and_not_named()
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone, release: CorrelationRelease.Count, unnameable: "seller_account.phones"));

        var reason = engine.Observe(Making.Consignment("s", "Ocean Prime Industrial", Phone))!.Reasons.Single(one => one.Kind == ScoreReasonKind.AccusedParty);

        reason.Agreeing.ShouldBe(["seller_account.legal_name"]);
        reason.Withheld.ShouldBe(1);
        reason.Release.ShouldBe(CorrelationRelease.Count);
    }

    [Fact]
    public void What_the_view_of_the_consignment_lacks_is_counted_and_not_named_either()
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone));
        var lacking = Making.Consignment("s", "Ocean Prime Industrial", Phone) with { Unnameable = new HashSet<string> { "shipment.shipper", "shipment.shipper.phones" } };

        var reason = engine.Observe(lacking)!.Reasons.Single(one => one.Kind == ScoreReasonKind.AccusedParty);

        reason.Agreeing.ShouldBe(["seller_account.legal_name"]);
        reason.Withheld.ShouldBe(1);
    }

    [Theory]
    [InlineData("shipment.goods.description", "7 to 14 pieces", "gifts")]
    [InlineData("shipment.goods.quantity", "gifts", "pieces", "weight")]
    [InlineData("shipment.goods.gross_weight_grams", "gifts", "weight")]
    public void Of_goods_only_what_the_view_of_the_consignment_holds_is_said(string lacks, string said, params string[] unsaid)
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone));
        for (var i = 0; i < 20; i++) engine.Observe(Making.Consignment($"tied{i}", "Ocean Prime Industrial", Phone, goods: "daily gifts"));
        for (var i = 0; i < 200; i++) engine.Observe(Making.Consignment($"honest{i}", $"Somebody {i}"));

        var declared = string.Join(", ", engine.Observe(Making.Consignment("s", "Somebody", goods: "daily gifts") with { Unnameable = new HashSet<string> { "shipment.goods", lacks } })!
            .Reasons.Single(one => one.Kind == ScoreReasonKind.Goods).Declared);

        declared.ShouldContain(said);
        foreach (var word in unsaid) declared.ShouldNotContain(word);
    }

    [Theory]
    [InlineData("Ocean Prime Industrial", null, "1 High Street", "2000 Grant Street")]
    [InlineData("Fatima Okafor", null, "1 High Street", "1 High Street")]
    public void A_name_or_an_address_alone_points_at_nobody(string shipper, string? phone, string address, string other)
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", address: address));

        engine.Observe(Making.Consignment("s", shipper, phone, other))!.Reasons.ShouldNotContain(one => one.Kind == ScoreReasonKind.AccusedParty);
    }

    [Fact]
    public void A_name_and_an_address_together_do()
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", address: "1 High Street"));

        engine.Observe(Making.Consignment("s", "Ocean Prime Industrail", address: "1 HIGH ST"))!
            .Reasons.ShouldContain(one => one.Kind == ScoreReasonKind.AccusedParty);
    }

    [Theory]
    [InlineData(50u)]
    [InlineData(20u)]
    public void What_its_contributor_half_believes_accuses_nobody(uint confidence) =>
        Engine(Making.Account("a", "Ocean Prime Industrial", Phone, confidence: confidence))
            .Observe(Making.Consignment("s", "Ocean Prime Industrial", Phone))!.Reasons.ShouldBeEmpty();

    [Fact]
    public void A_phone_of_too_many_names_joins_no_more_and_is_listed()
    {
        string[] names = ["Alpha Foods", "Bravo Tools", "Cedar Lamps", "Delta Shoes", "Ember Glass", "Fjord Ropes", "Grove Paper", "Heron Wires", "Ivory Clays"];
        var engine = Engine([.. names[..8].Select((name, i) => Making.Account($"a{i}", name, Phone))]);
        engine.Observe(Making.Consignment("before", "Zulu Kites", Phone))!.Reasons.ShouldContain(one => one.Kind == ScoreReasonKind.AccusedParty);
        engine.BenignValues().ShouldBeEmpty();

        engine.Observe(Making.Account("a8", names[8], Phone));

        engine.Observe(Making.Consignment("after", "Yankee Drums", Phone))!.Reasons.ShouldNotContain(one => one.Kind == ScoreReasonKind.AccusedParty);
        var listed = engine.BenignValues().Single();
        (listed.Scheme, listed.Record).ShouldBe((Scheme.Phone, "amazonia/seller_account/a0"));
    }

    [Fact]
    public void A_value_listed_by_hand_never_joins()
    {
        using var key = new TokenKey(new byte[32]);
        var engine = new ScoringEngine("customs", key, [key.Of(Scheme.Phone, "+862028959378")]);
        engine.Observe(Making.Account("a", "Ocean Prime Industrial", Phone));

        engine.Observe(Making.Consignment("s", "Fatima Okafor", Phone))!.Reasons.ShouldNotContain(one => one.Kind == ScoreReasonKind.AccusedParty);
    }

    [Fact]
    public void An_accusation_reaches_through_a_link_and_the_path_says_through_what()
    {
        var engine = Engine(
            Making.Account("known", "Ocean Prime Industrial", Phone, "ocean@post.example"),
            Making.Account("linked", "Ocean Prime Industrial", email: "ocean@post.example", address: "77 Grant Street", confidence: 10, by: "bazaarly"));

        var reason = engine.Observe(Making.Consignment("s", "Ocean Prime Industrial", address: "77 Grant St"))!.Reasons.Single(one => one.Kind == ScoreReasonKind.AccusedParty);

        reason.Path.ShouldBe(["bazaarly/seller_account/linked", "amazonia/seller_account/known"]);
    }

    [Fact]
    public void A_listing_accuses_the_account_that_it_belongs_to()
    {
        var engine = Engine(
            Making.Account("a", "Ocean Prime Industrial", Phone, confidence: 10),
            Making.Of("amazonia", "l", 0, record => record.Listing = new Listing { Marketplace = "amazonia", SellerId = "S-a", SuspectedInfringement = Infringement.Counterfeit }));

        var reason = engine.Observe(Making.Consignment("s", "Ocean Prime Industrial", Phone))!.Reasons.Single(one => one.Kind == ScoreReasonKind.AccusedParty);

        reason.Path.ShouldBe(["amazonia/seller_account/a", "amazonia/listing/l"]);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(91, true)]
    [InlineData(92, false)]
    [InlineData(400, false)]
    public void A_waybill_means_the_same_carriage_only_for_a_time(int day, bool tied)
    {
        var engine = Engine(Making.Of("customs", "d", 1, record => record.Detention = new Detention { Waybill = "803-1001786" }));

        engine.Observe(Making.Consignment("s", "Fatima Okafor", day: day, waybill: "8031001786"))!
            .Reasons.Any(one => one.Kind == ScoreReasonKind.AccusedCarriage).ShouldBe(tied);
    }

    [Fact]
    public void A_party_whose_other_consignments_are_tied_is_suspect_and_one_of_many_is_not()
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone));
        for (var i = 0; i < 40; i++) engine.Observe(Making.Consignment($"h{i}", "Forwarder", "+13122963689"));
        for (var i = 0; i < 4; i++) engine.Observe(WithConsigneePhone($"t{i}", Making.Consignment($"t{i}", "Ocean Prime Industrial", Phone), "+13053304450"));
        engine.Observe(WithConsigneePhone("f", Making.Consignment("f", "Ocean Prime Industrial", Phone), "+13122963689"));

        engine.Observe(Making.Consignment("new", "Nobody Known", "+13053304450"))!.Reasons.ShouldContain(one => one.Kind == ScoreReasonKind.SharedParty && one.Weight > 1);
        engine.Observe(Making.Consignment("usual", "Forwarder", "+13122963689"))!.Reasons.ShouldNotContain(one => one.Kind == ScoreReasonKind.SharedParty && one.Weight > 1);
    }

    [Fact]
    public void Goods_declared_as_those_of_accused_parties_are_suspect_and_rare_ones_are_not()
    {
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone));
        for (var i = 0; i < 60; i++) engine.Observe(Making.Consignment($"h{i}", $"Honest {i}"));
        Goods("before", "daily gifts").ShouldBe(0, 0.5);
        for (var i = 0; i < 12; i++) engine.Observe(Making.Consignment($"t{i}", "Ocean Prime Industrial", Phone, goods: "daily gifts"));

        Goods("after", "daily gifts").ShouldBeGreaterThan(1);
        Goods("usual", "footwear").ShouldBeLessThan(0);
        Goods("rare", "harpsichords").ShouldBeLessThan(1);

        double Goods(string id, string what) => engine.Observe(Making.Consignment(id, $"Somebody {id}", goods: what))!
            .Reasons.Where(one => one.Kind == ScoreReasonKind.Goods).Sum(one => one.Weight);
    }

    [Fact]
    public void A_record_that_names_nobody_is_held_and_has_no_part_in_any_score()
    {
        var inspection = new JoinView(
            "customs", new IntelRecord { Id = "i", Revision = 1, Confidence = 100, Inspection = new Inspection { Carrier = "parcelwing", Waybill = "1234" } },
            CorrelationRelease.Contributor, new HashSet<string>());
        var engine = Engine(Making.Account("a", "Ocean Prime Industrial", Phone), inspection, Making.Consignment("s", "Ocean Prime Industrial", Phone));

        engine.Count.ShouldBe(3);
        (engine.Teaches(inspection.Name), engine.Teaches("amazonia/seller_account/a"), engine.Teaches("parcelwing/shipment/s"), engine.Teaches("none")).ShouldBe((false, true, true, false));
        var score = engine.Score("parcelwing/shipment/s")!.LogOdds;
        engine.Revise(inspection).ShouldBeNull();
        engine.Score("parcelwing/shipment/s")!.LogOdds.ShouldBe(score);
        engine.Remove(inspection.Name).ShouldBeTrue();
        engine.Remove(inspection.Name).ShouldBeFalse();
        engine.Score("parcelwing/shipment/s")!.LogOdds.ShouldBe(score);
    }

    [Fact]
    public void A_record_is_taken_in_once() =>
        Should.Throw<InvalidOperationException>(() => Engine(Making.Account("a", "Ocean"), Making.Account("a", "Ocean"))).Message
            .ShouldBe("amazonia/seller_account/a is held already; revise it.");

    [Fact]
    public void What_was_taken_out_was_never_there() => Histories.Drawn.Sample(
        (history, at) =>
        {
            var without = history.Where((_, i) => i != at % history.Length).ToArray();
            var removed = Engine(history);
            removed.Remove(history[at % history.Length].Name).ShouldBeTrue();

            AllOf(removed, without).ShouldBe(AllOf(Engine(without), without));
        },
        iter: 200);

    [Fact]
    public void The_same_history_gives_the_same_scores() => Histories.Drawn.Sample((history, _) => AllOf(Engine(history), history).ShouldBe(AllOf(Engine(history), history)), iter: 50);

    [Fact]
    public void Asking_changes_nothing() => Histories.Drawn.Sample(
        (history, at) =>
        {
            var asked = Engine();
            for (var i = 0; i < history.Length; i++)
            {
                asked.Observe(history[i]);
                AllOf(asked, history[..(i + 1)]);
            }

            AllOf(asked, history).ShouldBe(AllOf(Engine(history), history));
        },
        iter: 50);

    [Fact]
    public void Links_are_the_same_from_both_sides() => Histories.Drawn.Sample(
        (history, _) =>
        {
            var engine = Engine(history);
            foreach (var link in history.SelectMany(view => engine.LinksOf(view.Name)))
                engine.LinksOf(link.To).ShouldContain(back => back.To == link.From);
        },
        iter: 50);

    private static JoinView WithConsigneePhone(string id, JoinView view, string phone)
    {
        view.Record.Id = id;
        view.Record.Shipment.Consignee.Name = $"Consignee {phone}";
        view.Record.Shipment.Consignee.Phones.Add(phone);
        return view;
    }
}
