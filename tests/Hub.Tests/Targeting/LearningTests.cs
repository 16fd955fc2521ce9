using CsCheck;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.Hub.Targeting.Scoring.Learning;
using SharingHub.Hub.Tests.Correlation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Targeting.Histories;

namespace SharingHub.Hub.Tests.Targeting;

public sealed class LearningTests
{
    private const string RightPhone = "+86 20 2895 9378";
    private const string WrongPhone = "+1 312 296 3689";

    [Fact]
    public void A_contributor_that_is_always_wrong_loses_weight_and_one_that_is_right_keeps_it()
    {
        var engine = Accounts();
        for (var i = 1; i <= 12; i++)
        {
            Examine(engine, "right", i, InspectionResult.Seized);
            Examine(engine, "wrong", i, InspectionResult.Released);
        }

        var (rightNow, wrongNow) = (Next(engine, "right", 13), Next(engine, "wrong", 13));

        wrongNow.Reliability.ShouldBeLessThan(.6);
        rightNow.Reliability.ShouldBeInRange(.99, 1.25);
        wrongNow.Weight.ShouldBeLessThan(rightNow.Weight - 1);
    }

    [Fact]
    public void However_many_outcomes_a_reason_is_believed_half_at_least_and_a_quarter_more_at_most()
    {
        var engine = Accounts(confidence: 55);
        for (var i = 0; i < 200; i++)
        {
            Examine(engine, "right", i, InspectionResult.Seized);
            Examine(engine, "wrong", i, InspectionResult.Released);
        }

        Reliabilities(engine).ShouldAllBe(one => one >= .5 && one <= 1.25);
        Of(engine, "wrong").Reliability.ShouldBe(.5);
    }

    // Were it expected of adjusted scores, a reason half as reliable as it says would be thought right as soon as it was believed less.
    [Fact]
    public void What_was_learned_does_not_lower_what_is_expected()
    {
        var engine = Accounts();
        var early = Examined(0, 20);
        var late = Examined(20, 120);

        late.ShouldBeGreaterThan(early * .98);
        Of(engine, "wrong").Reliability.ShouldBeLessThan(.8);

        // The mean of what is expected of each.
        double Examined(int from, int to)
        {
            var before = engine.Yield().All.Expected;
            for (var i = from; i < to; i++) Examine(engine, "wrong", i, i % 10 < 5 ? InspectionResult.Seized : InspectionResult.Released);
            return (engine.Yield().All.Expected - before) / (to - from);
        }
    }

    [Fact]
    public void Who_shares_a_telephone_with_what_was_seized_is_suspect_and_with_what_was_released_is_not()
    {
        Suspect(InspectionResult.Seized).ShouldBeTrue();
        Suspect(InspectionResult.Released).ShouldBeFalse();

        static bool Suspect(InspectionResult result)
        {
            var engine = Engine();
            for (var i = 0; i < 4; i++)
            {
                engine.Observe(Making.Consignment($"s{i}", "Nobody Known", RightPhone));
                engine.Observe(Making.Outcome($"o{i}", result, $"s{i}"));
            }
            return engine.Observe(Making.Consignment("next", "Nobody Else", RightPhone))!.Reasons.Any(reason => reason.Kind == ScoreReasonKind.SharedParty && reason.Weight > 1);
        }
    }

    [Fact]
    public void Outcomes_of_another_agency_teach_nothing()
    {
        var engine = Accounts();
        for (var i = 0; i < 12; i++) Examine(engine, "wrong", i, InspectionResult.Released, by: "excise");

        engine.Yield().All.Examined.ShouldBe(0);
        Next(engine, "wrong", 13).Reliability.ShouldBe(1);
    }

    [Fact]
    public void What_one_engine_learned_another_does_not_know()
    {
        using var key = new TokenKey(new byte[32]);
        var (one, other) = (new ScoringEngine("customs", key, []), new ScoringEngine("excise", key, []));
        foreach (var engine in new[] { one, other })
        {
            engine.Observe(Making.Account("a", "Ocean Prime", RightPhone));
            engine.Observe(Making.Consignment("s", "Ocean Prime", RightPhone));
        }
        var before = other.Score("parcelwing/shipment/s")!.LogOdds;

        one.Observe(Making.Outcome("o", InspectionResult.Released, "s"));

        one.Yield().All.ShouldBe(new Tally(1, 0, one.Yield().All.Expected));
        other.Yield().All.ShouldBe(default);
        other.Score("parcelwing/shipment/s")!.LogOdds.ShouldBe(before);
    }

    [Fact]
    public void What_was_not_found_teaches_nothing()
    {
        var engine = Accounts();
        Examine(engine, "wrong", 1, InspectionResult.NotFound);

        engine.Yield().All.ShouldBe(default);
    }

    [Fact]
    public void A_corrected_outcome_teaches_only_what_it_says_now_and_a_retracted_one_nothing()
    {
        var engine = Accounts();
        Examine(engine, "right", 1, InspectionResult.Released);

        engine.Revise(Making.Outcome("oright1", InspectionResult.Seized, "right1"));
        (engine.Yield().All.Examined, engine.Yield().All.Seized).ShouldBe((1, 1));

        engine.Remove("customs/inspection_outcome/oright1");
        engine.Yield().All.ShouldBe(default);
    }

    [Fact]
    public void A_consignment_that_is_revised_after_its_outcome_still_teaches()
    {
        var engine = Accounts();
        Examine(engine, "right", 1, InspectionResult.Seized);

        engine.Revise(Making.Consignment("right1", "Ocean Prime", RightPhone, goods: "wallets"));

        (engine.Yield().All.Examined, engine.Yield().All.Seized).ShouldBe((1, 1));
        Of(engine, "right").Tally.Examined.ShouldBe(1);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(120, 0)]
    public void An_outcome_that_names_only_a_waybill_is_of_the_consignment_that_bore_it_then(int day, int examined)
    {
        var engine = Engine(Making.Consignment("s", "Ocean Prime", waybill: "8031001786"));

        engine.Observe(Making.Outcome("o", InspectionResult.Seized, day: day, waybill: "803-1001786"));

        engine.Yield().All.Examined.ShouldBe(examined);
    }

    [Fact]
    public void Of_two_consignments_under_one_waybill_it_cannot_be_told_which_was_examined() =>
        Engine(
            Making.Consignment("s", "Ocean Prime", waybill: "8031001786"), Making.Consignment("t", "Omar Huang", waybill: "8031001786"),
            Making.Outcome("o", InspectionResult.Seized, waybill: "8031001786")).Yield().All.Examined.ShouldBe(0);

    // Else every seizure would prove its own prediction.
    [Fact]
    public void What_the_examination_found_did_not_predict_it()
    {
        var seizure = Making.Of("customs", "z", 2, record => record.Seizure = new Seizure { Waybill = "8031001786", Carrier = "parcelwing" });
        var consignment = Making.Consignment("s", "Ocean Prime", waybill: "8031001786");
        var outcome = Making.Outcome("o", InspectionResult.Seized, "s");

        var expected = Engine(consignment, outcome).Yield().All.Expected;
        expected.ShouldBeLessThan(.1);
        Engine(consignment, seizure, outcome).Yield().All.Expected.ShouldBe(expected);
        Engine(consignment, seizure, outcome).Yield().Kinds.ShouldBeEmpty();
    }

    [Fact]
    public void The_yield_is_told_by_reason_by_contributor_and_by_month()
    {
        var engine = Accounts();
        Examine(engine, "right", 1, InspectionResult.Seized, day: 20);
        Examine(engine, "right", 2, InspectionResult.Released, day: 20);
        Examine(engine, "wrong", 3, InspectionResult.Released, day: 40);

        var yield = engine.Yield();

        yield.Kinds.Single(one => one.Kind == ScoreReasonKind.AccusedParty).Tally.Examined.ShouldBe(3);
        yield.Contributors.Select(one => (one.Contributor, one.Tally.Examined, one.Tally.Seized, one.Tally.Released, one.Tally.Precision))
            .ShouldBe([("right", 2, 1, 1, .5), ("wrong", 1, 0, 1, 0)]);
        yield.Months.Select(one => (one.Month, one.Tally.Examined)).ShouldBe([(new DateOnly(2020, 11, 1), 2), (new DateOnly(2020, 12, 1), 1)]);
        default(Tally).Precision.ShouldBeNull();
    }

    [Fact]
    public void A_contributors_row_says_the_least_that_its_records_let_be_told()
    {
        var engine = Engine(
            Making.Account("open", "Ocean Prime", RightPhone), Making.Account("closed", "Omar Huang", WrongPhone, release: CorrelationRelease.Count),
            Making.Consignment("s", "Ocean Prime", RightPhone), Making.Outcome("o", InspectionResult.Seized, "s"));
        engine.Yield().Contributors.Single().Release.ShouldBe(CorrelationRelease.Contributor);

        engine.Observe(Making.Consignment("t", "Omar Huang", WrongPhone));
        engine.Observe(Making.Outcome("p", InspectionResult.Seized, "t"));

        engine.Yield().Contributors.Single().Release.ShouldBe(CorrelationRelease.Count);
    }

    [Fact]
    public void Every_reliability_is_within_its_bounds() => Histories.Drawn.Sample(
        (history, _) => Reliabilities(Engine(history)).ShouldAllBe(one => one >= .5 && one <= 1.25), iter: 100);

    private static ScoringEngine Accounts(uint confidence = 98) => Engine(
        Making.Account("a", "Ocean Prime", RightPhone, by: "right", confidence: confidence), Making.Account("b", "Omar Huang", WrongPhone, by: "wrong", confidence: 98));

    private static JoinView Shipped(string who, int i) => who == "right"
        ? Making.Consignment($"right{i}", "Ocean Prime", RightPhone)
        : Making.Consignment($"wrong{i}", "Omar Huang", WrongPhone);

    private static void Examine(ScoringEngine engine, string who, int i, InspectionResult result, int day = 2, string by = "customs")
    {
        engine.Observe(Shipped(who, i));
        engine.Observe(Making.Outcome($"o{who}{i}", result, $"{who}{i}", day, by: by));
    }

    private static ScoreReason Next(ScoringEngine engine, string who, int i) =>
        engine.Observe(Shipped(who, i))!.Reasons.Single(reason => reason.Kind == ScoreReasonKind.AccusedParty);

    private static ContributorYield Of(ScoringEngine engine, string who) => engine.Yield().Contributors.Single(one => one.Contributor == who);

    private static IEnumerable<double> Reliabilities(ScoringEngine engine) =>
        [.. engine.Yield().Contributors.Select(one => one.Reliability), .. engine.Yield().Kinds.Select(one => one.Reliability ?? 1)];
}
