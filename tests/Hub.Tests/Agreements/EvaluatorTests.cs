using CsCheck;
using SharingHub.Hub.Agreements.Deciding;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenMembers;
using static SharingHub.Hub.Tests.Agreements.GivenQuestions;
using static SharingHub.Hub.Tests.Agreements.GivenTerms;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;
using static SharingHub.Hub.Tests.Agreements.Samples;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>The hub's evaluator against the plain one, and the theorems of docs/sharing-decisions.md as properties.</summary>
public sealed class EvaluatorTests
{
    [Fact]
    public void Both_evaluators_give_the_same_answer()
    {
        var (asked, read, joined, conditional, prohibited, crossing, carried) = (0L, 0L, 0L, 0L, 0L, 0L, 0L);
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var entitlement = Entitlement.Compile(recipient, purpose, agreements);
                for (var tick = -1; tick <= 7; tick++)
                {
                    var at = Noon.AddTicks(tick);
                    var grant = entitlement.DecideRead(facts, at);
                    var hub = Place(grant);
                    hub.ShouldBe(Place(PlainEvaluator.Read(recipient, purpose, agreements, facts, at)));
                    var join = Place(entitlement.DecideCorrelate(facts, at));
                    join.ShouldBe(Place(PlainEvaluator.Correlate(recipient, purpose, agreements, facts, at)));
                    Interlocked.Increment(ref asked);
                    Interlocked.Add(ref read, hub is null ? 0 : 1);
                    Interlocked.Add(ref joined, join is null ? 0 : 1);
                    Interlocked.Add(ref conditional, grant?.Grant.Conditions is null ? 0 : 1);
                    Interlocked.Add(ref crossing, grant is { Grant.Onward: V1.OnwardRule.Named } ? 1 : 0);
                    Interlocked.Add(ref carried, grant?.Grant.Origin is null ? 0 : 1);
                    Interlocked.Add(ref prohibited, PlainEvaluator.Prohibited(recipient, purpose, agreements, facts, at) ? 1 : 0);
                }
            },
            iter: Cases);
        // A comparison of refusals alone would prove little.
        read.ShouldBeGreaterThan(asked / 20);
        joined.ShouldBeGreaterThan(asked / 20);
        conditional.ShouldBeGreaterThan(asked / 500);
        prohibited.ShouldBeGreaterThan(asked / 100);
        crossing.ShouldBeGreaterThan(asked / 10_000);
        carried.ShouldBeGreaterThan(asked / 10_000);
    }

    [Fact]
    public void Nothing_is_allowed_without_an_agreement() =>
        Gen.Select(Member, Purposes, Facts, Time).Sample(question =>
        {
            var (recipient, purpose, facts, now) = question;
            var entitlement = Entitlement.Compile(recipient, purpose, []);
            entitlement.DecideRead(facts, now).ShouldBeNull();
            entitlement.DecideCorrelate(facts, now).ShouldBeNull();
            entitlement.Offers([], [], now).ShouldBeEmpty();
            entitlement.NextChange(now).ShouldBeNull();
        });

    [Fact]
    public void Nobody_reads_its_own_records_through_an_agreement() =>
        Question.Sample(
            question => Entitlement.Compile(question.Recipient, question.Purpose, question.Agreements)
                .DecideRead(question.Facts with { Contributor = question.Recipient }, question.Now).ShouldBeNull(),
            iter: Fewer);

    [Fact]
    public void Order_and_repetition_change_nothing() =>
        Gen.Select(Question, Gen.Int).Sample(
            (question, seed) =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var shuffled = agreements.Concat(agreements).ToArray();
                new Random(seed).Shuffle(shuffled);
                var one = Entitlement.Compile(recipient, purpose, agreements);
                var other = Entitlement.Compile(recipient, purpose, shuffled);
                Place(other.DecideRead(facts, now)).ShouldBe(Place(one.DecideRead(facts, now)));
                Place(other.DecideCorrelate(facts, now)).ShouldBe(Place(one.DecideCorrelate(facts, now)));
                other.Grants.Select(Place).ShouldBe(one.Grants.Select(Place));
                other.NextChange(now).ShouldBe(one.NextChange(now));
            },
            iter: Fewer);

    [Fact]
    public void One_more_agreement_without_prohibitions_never_takes_a_yes_away_nor_withholds_more() =>
        Gen.Select(Question, Another).Sample(
            (question, another) =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var (fewer, more) = (Entitlement.Compile(recipient, purpose, agreements), Entitlement.Compile(recipient, purpose, [.. agreements, another]));
                if (fewer.DecideRead(facts, now) is { } before)
                    Withheld(more.DecideRead(facts, now).ShouldNotBeNull()).CompareTo(Withheld(before)).ShouldBeLessThanOrEqualTo(0);
                if (fewer.DecideCorrelate(facts, now) is not null)
                    more.DecideCorrelate(facts, now).ShouldNotBeNull();
                // The same, read backwards: one agreement fewer never turns a no into a yes.
                if (more.DecideRead(facts, now) is null)
                    fewer.DecideRead(facts, now).ShouldBeNull();
            },
            iter: Fewer);

    [Fact]
    public void A_prohibition_only_narrows_and_puts_no_other_grant_in_place() =>
        Gen.Select(Question, Prohibitions, Gen.Int[0, 8]).Sample(
            (question, prohibition, which) =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                if (agreements.Length == 0)
                    return;
                var free = Entitlement.Compile(recipient, purpose, agreements);
                var (read, joined) = (Place(free.DecideRead(facts, now)), Place(free.DecideCorrelate(facts, now)));
                agreements[which % agreements.Length].Terms.Prohibitions.Add(prohibition);
                var bound = Entitlement.Compile(recipient, purpose, agreements);
                Place(bound.DecideRead(facts, now)).ShouldBeOneOf(null, read);
                Place(bound.DecideCorrelate(facts, now)).ShouldBeOneOf(null, joined);
                if (!free.Offers([], [], now).Any())
                    bound.Offers([], [], now).ShouldBeEmpty();
            },
            iter: Fewer);

    [Fact]
    public void What_is_prohibited_anywhere_is_granted_nowhere()
    {
        var prohibited = 0L;
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                if (!PlainEvaluator.Prohibited(recipient, purpose, agreements, facts, now))
                    return;
                Interlocked.Increment(ref prohibited);
                var entitlement = Entitlement.Compile(recipient, purpose, [.. agreements, Everything(facts.Contributor, recipient)]);
                entitlement.DecideRead(facts, now).ShouldBeNull();
                entitlement.DecideCorrelate(facts, now).ShouldBeNull();
            },
            iter: Fewer);
        prohibited.ShouldBeGreaterThan(Fewer / 100);
    }

    [Fact]
    public void What_a_record_does_not_say_is_never_met_by_a_condition() =>
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var entitlement = Entitlement.Compile(recipient, purpose, agreements);
                var silent = entitlement.DecideRead(facts with { Attributes = new V1.RecordAttributes() }, now)?.Grant.Conditions;
                (silent is null || silent.Brands.Count + silent.Countries.Count + silent.Ports.Count + silent.Marketplaces.Count == 0).ShouldBeTrue();
            },
            iter: Fewer);

    [Fact]
    public void Not_knowing_what_a_record_says_never_lets_it_through() =>
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var entitlement = Entitlement.Compile(recipient, purpose, agreements);
                if (entitlement.DecideRead(facts with { Attributes = null }, now) is not null)
                    entitlement.DecideRead(facts, now).ShouldNotBeNull();
            },
            iter: Fewer);

    [Fact]
    public void The_determining_grant_matches_and_every_other_match_comes_after_it() =>
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var determining = Entitlement.Compile(recipient, purpose, agreements).DecideRead(facts, now);
                var matching = PlainEvaluator.MatchingRead(recipient, purpose, agreements, facts, now)
                    .Select(one => (one.Grant.Read.WithheldClasses.Count, one.Grant.Read.WithheldFields.Count, one.Agreement.ToString(), one.Number)).ToArray();
                if (determining is null)
                {
                    matching.ShouldBeEmpty();
                    return;
                }

                var (classes, fields) = Withheld(determining);
                var place = (classes, fields, determining.AgreementId.ToString(), determining.Number);
                matching.Count(other => other == place).ShouldBe(1);
                matching.ShouldAllBe(other => place.CompareTo(other) <= 0);
            },
            iter: Fewer);

    [Fact]
    public void Between_changes_answers_stay_the_same() =>
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var entitlement = Entitlement.Compile(recipient, purpose, agreements);
                var next = entitlement.NextChange(now);
                next?.ShouldBeGreaterThan(now);
                for (var at = now; at < (next ?? Noon.AddTicks(9)); at = at.AddTicks(1))
                {
                    Place(entitlement.DecideRead(facts, at)).ShouldBe(Place(entitlement.DecideRead(facts, now)));
                    Place(entitlement.DecideCorrelate(facts, at)).ShouldBe(Place(entitlement.DecideCorrelate(facts, now)));
                    entitlement.Offers([], [], at).ShouldBe(entitlement.Offers([], [], now));
                }
            },
            iter: Fewer);

    [Fact]
    public void A_query_that_nothing_could_feed_gets_no_record()
    {
        var fed = 0L;
        Question.Sample(
            question =>
            {
                var (agreements, recipient, purpose, facts, now) = question;
                var entitlement = Entitlement.Compile(recipient, purpose, agreements);
                var readable = entitlement.DecideRead(facts, now) is not null;
                entitlement.Offers([facts.Kind], [facts.Contributor], now).Any().ShouldBeOneOf(true, readable);
                entitlement.Offers([facts.Kind], [], now).Any().ShouldBeOneOf(true, readable);
                entitlement.Offers([], [facts.Contributor], now).Any().ShouldBeOneOf(true, readable);
                Interlocked.Add(ref fed, readable ? 1 : 0);
            },
            iter: Fewer);
        fed.ShouldBeGreaterThan(Fewer / 25);
    }

    private static AgreementInForce Everything(string provider, string recipient)
    {
        var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
        terms.Provider = provider;
        terms.Recipients[0] = recipient;
        terms.Grants[0].Kinds.Clear();
        terms.Grants[0].Kinds.Add(Enum.GetValues<V1.RecordKind>().Skip(1));
        terms.Grants[0].Purposes.Clear();
        terms.Grants[0].Purposes.Add(Enum.GetValues<V1.Purpose>().Skip(1).Except([V1.Purpose.OnwardSharing]));
        terms.Grants[0].Correlate = new V1.CorrelateUse { Release = V1.CorrelationRelease.Score };
        terms.Grants[0].Ceiling = V1.Tlp.Red;
        return new AgreementInForce(Guid.Empty, 1, 1, terms, Noon.AddDays(-2));
    }

    private static (int Classes, int Fields) Withheld(CompiledGrant grant) => (grant.Grant.Read.WithheldClasses.Count, grant.Grant.Read.WithheldFields.Count);

    private static (Guid, uint, uint)? Place(CompiledGrant? grant) => grant is null ? null : (grant.AgreementId, grant.Revision, grant.Number);

    private static (Guid, uint, uint)? Place(PlainEvaluator.Determining? one) => one is null ? null : (one.Agreement, one.Revision, one.Number);
}
