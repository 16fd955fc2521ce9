using CsCheck;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Tests.Correlation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Targeting.Histories;

namespace SharingHub.Hub.Tests.Targeting;

public sealed class RejectedLinkTests
{
    private const string Phone = "+86 20 2895 9378";
    private const string Known = "amazonia/seller_account/known";
    private const string Linked = "bazaarly/seller_account/linked";
    private const string Consignment = "parcelwing/shipment/s";

    [Fact]
    public void A_rejected_pair_is_linked_from_neither_side_and_is_no_ring()
    {
        var engine = TwoAccounts();
        engine.LinksOf(Known).ShouldHaveSingleItem();

        engine.Reject(Linked, Known).ShouldBeTrue();

        engine.LinksOf(Known).ShouldBeEmpty();
        engine.LinksOf(Linked).ShouldBeEmpty();
        engine.RingOf(Known).Records.ShouldBe([Known]);
    }

    [Fact]
    public void No_accusation_follows_a_rejected_link_until_it_is_restored()
    {
        var engine = TwoAccounts();
        Reason(engine.Observe(Shipped())!)!.Path.ShouldBe([Linked, Known]);

        engine.Reject(Known, Linked);
        Reason(engine.Score(Consignment)!).ShouldBeNull();

        engine.Restore(Linked, Known).ShouldBeTrue();
        Reason(engine.Score(Consignment)!)!.Path.ShouldBe([Linked, Known]);
    }

    [Fact]
    public void A_consignment_that_is_said_not_to_be_an_accounts_is_not_tied_to_it_by_a_detour()
    {
        var engine = TwoAccounts();
        engine.Observe(Shipped());

        engine.Reject(Consignment, Known);

        Reason(engine.Score(Consignment)!).ShouldBeNull();
        engine.LinksOf(Known).ShouldHaveSingleItem().To.ShouldBe(Linked);
    }

    [Fact]
    public void A_consignment_that_is_said_not_to_be_an_accounts_is_not_tied_to_it()
    {
        var engine = Engine(Making.Account("known", "Ocean Prime Industrial", Phone));
        engine.Reject(Known, Consignment).ShouldBeTrue();

        Reason(engine.Observe(Making.Consignment("s", "Ocean Prime Industrial", Phone))!).ShouldBeNull();
        Reason(engine.Observe(Making.Consignment("other", "Ocean Prime Industrial", Phone))!).ShouldNotBeNull();
    }

    [Fact]
    public void A_waybill_that_is_said_to_be_anothers_ties_nothing()
    {
        var engine = Engine(Making.Of("customs", "d", 1, record => record.Detention = new Detention { Waybill = "803-1001786" }));
        engine.Observe(Making.Consignment("s", "Fatima Okafor", waybill: "8031001786"))!.Reasons.ShouldHaveSingleItem();

        engine.Reject(Consignment, "customs/detention/d");

        engine.Score(Consignment)!.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void A_listing_that_is_said_not_to_be_an_accounts_does_not_accuse_it_and_the_next_strongest_does()
    {
        var engine = Engine(Making.Account("known", "Ocean Prime Industrial", Phone, confidence: 10), Listing("strong", 100), Listing("weak", 90));
        engine.Observe(Making.Consignment("s", "Ocean Prime Industrial", Phone));
        Reason(engine.Score(Consignment)!)!.Path.ShouldBe([Known, "amazonia/listing/strong"]);

        engine.Reject(Known, "amazonia/listing/strong");

        Reason(engine.Score(Consignment)!)!.Path.ShouldBe([Known, "amazonia/listing/weak"]);
    }

    [Fact]
    public void Rejecting_twice_and_restoring_what_was_not_rejected_change_nothing()
    {
        var engine = TwoAccounts();
        engine.Restore(Known, Linked).ShouldBeFalse();
        engine.Reject(Known, Known).ShouldBeFalse();
        engine.Reject(Known, Linked).ShouldBeTrue();
        engine.Reject(Linked, Known).ShouldBeFalse();
        engine.Restore(Known, Linked).ShouldBeTrue();
        engine.Restore(Known, Linked).ShouldBeFalse();
    }

    [Fact]
    public void A_rejection_outlives_a_revision()
    {
        var engine = TwoAccounts();
        engine.Reject(Known, Linked);

        engine.Revise(Making.Account("known", "Ocean Prime Industrial", Phone, "ocean@post.example"));

        engine.LinksOf(Known).ShouldBeEmpty();
    }

    // Before the records, between them or after them, and with others rejected meanwhile and restored.
    [Fact]
    public void When_a_link_was_rejected_makes_no_difference() => Histories.Drawn.Sample(
        (history, at) =>
        {
            var pairs = Enumerable.Range(0, at % 7).Select(i => (One: history[(at + i) % history.Length].Name, Other: history[(at * 3 + 1 + i) % history.Length].Name)).ToArray();
            var before = Engine();
            foreach (var (one, other) in pairs) before.Reject(one, other);
            foreach (var view in history) before.Observe(view);

            var between = Engine(history[..(history.Length / 2)]);
            foreach (var (one, other) in pairs.Reverse()) between.Reject(other, one);
            foreach (var view in history[(history.Length / 2)..]) between.Observe(view);

            var after = Engine(history);
            var passing = (One: history[0].Name, Other: history[^1].Name);
            var passed = after.Reject(passing.One, passing.Other);
            AllOf(after, history);
            if (passed) after.Restore(passing.One, passing.Other);
            foreach (var (one, other) in pairs) after.Reject(one, other);

            AllOf(between, history).ShouldBe(AllOf(before, history));
            AllOf(after, history).ShouldBe(AllOf(before, history));
        },
        iter: 200);

    private static ScoringEngine TwoAccounts() => Engine(
        Making.Account("known", "Ocean Prime Industrial", Phone, "ocean@post.example"),
        Making.Account("linked", "Ocean Prime Industrial", email: "ocean@post.example", address: "77 Grant Street", confidence: 10, by: "bazaarly"));

    private static JoinView Shipped() => Making.Consignment("s", "Ocean Prime Industrial", address: "77 Grant St");

    private static JoinView Listing(string id, uint confidence) => Making.Of(
        "amazonia", id, 0, record => record.Listing = new Listing { Marketplace = "amazonia", SellerId = "S-known", SuspectedInfringement = Infringement.Counterfeit }, confidence);

    private static ScoreReason? Reason(LeadScore score) => score.Reasons.SingleOrDefault(one => one.Kind == ScoreReasonKind.AccusedParty);
}
