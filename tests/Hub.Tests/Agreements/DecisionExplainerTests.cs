using CsCheck;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenQuestions;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;
using static SharingHub.Hub.Tests.Agreements.Samples;

namespace SharingHub.Hub.Tests.Agreements;

public sealed class DecisionExplainerTests
{
    private static readonly RecordFacts Listing = new(
        "amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon, new RecordAttributes { Brands = { "acme" }, Marketplaces = { "amazonia" } });

    [Fact]
    public void An_explanation_says_what_was_decided() =>
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var decided = Entitlement.Compile(recipient, purpose, agreements).DecideRead(facts, now);
                var explained = DecisionExplainer.Explain(recipient, purpose, facts, agreements, now);
                (explained.Determining?.AgreementId, explained.Determining?.Revision, explained.Determining?.Number)
                    .ShouldBe((decided?.AgreementId, decided?.Revision, decided?.Number));
                (explained.Outcome == ExplainedOutcome.Allowed).ShouldBe(decided is not null);
                (explained.Outcome == ExplainedOutcome.Prohibited).ShouldBe(PlainEvaluator.Prohibited(recipient, purpose, agreements, facts, now));
                if (explained.Outcome == ExplainedOutcome.NoGrantMatches)
                    explained.Agreements.SelectMany(agreement => agreement.Grants).ShouldAllBe(grant => grant.Conditions.Any(condition => !condition.Held));
                // Determinism, without which a repeated question would be answered otherwise.
                Flat(DecisionExplainer.Explain(recipient, purpose, facts, agreements.Reverse(), now)).ShouldBe(Flat(explained));
            },
            iter: Fewer);

    [Fact]
    public void Every_condition_is_listed_with_what_it_asked_and_what_was_found()
    {
        var terms = Terms();
        terms.Grants[0].Conditions = new Conditions { Brands = { "Zeta", "ACME" }, Marketplaces = { "Bazaarly" }, MinConfidence = 90 };
        var explained = DecisionExplainer.Explain("customs", Purpose.SellerVetting, Listing, [InForce(terms)], Noon);
        explained.Outcome.ShouldBe(ExplainedOutcome.NoGrantMatches);
        explained.Determining.ShouldBeNull();
        explained.Agreements.ShouldHaveSingleItem().Grants.ShouldHaveSingleItem().Conditions.ShouldBe(
        [
            new("validity", "from 2026-11-22T12:00:00Z until before 2026-11-24T12:00:00Z", "2026-11-23T12:00:00Z", true),
            new("purposes", "PURPOSE_BORDER_TARGETING", "PURPOSE_SELLER_VETTING", false),
            new("kinds", "RECORD_KIND_SELLER_ACCOUNT, RECORD_KIND_LISTING, RECORD_KIND_INVENTORY_HOLD", "RECORD_KIND_LISTING", true),
            new("read", "granted", "granted", true),
            new("ceiling", "TLP_AMBER_STRICT", "TLP_AMBER", true),
            new("back_fill", "all", "2026-11-23T12:00:00Z", true),
            new("conditions.min_confidence", "90", "80", false),
            new("conditions.brands", "Zeta, ACME", "acme", true, OfContent: true),
            new("conditions.marketplaces", "Bazaarly", "amazonia", false, OfContent: true),
        ]);
    }

    [Fact]
    public void A_prohibition_that_holds_is_named_beside_the_grant_that_would_have_matched()
    {
        var terms = Terms();
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing }, Purposes = { Purpose.Oversight } });
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { "Acme" } } });
        var explained = DecisionExplainer.Explain("customs", Purpose.BorderTargeting, Listing, [InForce(terms)], Noon);
        explained.Outcome.ShouldBe(ExplainedOutcome.Prohibited);
        explained.Determining.ShouldBeNull();
        explained.Agreements[0].Grants[0].Matches.ShouldBeTrue();
        explained.Agreements[0].Prohibitions.Select(one => (one.Number, one.Matches)).ShouldBe([(1u, false), (2u, true)]);
        explained.Agreements[0].Prohibitions[1].Conditions[^1].ShouldBe(new("conditions.brands", "Acme", "acme", true, OfContent: true));
    }

    [Fact]
    public void A_faulty_agreement_shows_its_faults_and_what_it_keeps_out()
    {
        var terms = Terms();
        terms.Prohibitions.Add(new Prohibition());
        var explained = DecisionExplainer.Explain("customs", Purpose.BorderTargeting, Listing, [InForce(terms)], Noon);
        explained.Outcome.ShouldBe(ExplainedOutcome.Prohibited);
        explained.Agreements[0].Faults.ShouldHaveSingleItem().Field.ShouldBe("prohibitions[0].kinds");
        explained.Agreements[0].Grants.ShouldBeEmpty();
        explained.Agreements[0].Prohibitions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => one.Number.ShouldBe(0u),
            one => one.Matches.ShouldBeTrue());
    }

    [Fact]
    public void Others_agreements_are_not_told_of()
    {
        var terms = Terms();
        terms.Recipients[0] = "ipcenter";
        var explained = DecisionExplainer.Explain("customs", Purpose.BorderTargeting, Listing, [InForce(terms)], Noon);
        (explained.Outcome, explained.Agreements.Count).ShouldBe((ExplainedOutcome.NoAgreement, 0));
    }

    private static AgreementTerms Terms() => AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));

    private static AgreementInForce InForce(AgreementTerms terms) => new(Guid.Empty, 1, 1, terms, Noon.AddDays(-2));

    private static IEnumerable<object> Flat(Explanation explanation) => explanation.Agreements.SelectMany(agreement =>
        agreement.Grants.SelectMany(grant => grant.Conditions).Concat(agreement.Prohibitions.SelectMany(one => one.Conditions)).Prepend<object>(agreement.Id));
}
