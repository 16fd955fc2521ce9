using System.Diagnostics;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenAgreements;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;
using static SharingHub.Hub.Tests.Agreements.Samples;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>A thousand agreements of one provider with one recipient, the worst that can be put before a decision.</summary>
public sealed class DecisionCostTests
{
    private const int Decisions = 20_000;

    private static readonly RecordFacts Listing = new(
        "amazonia", RecordKind.Listing, Tlp.Amber, 80, Noon, new RecordAttributes { Brands = { "brand-1000" }, Marketplaces = { "amazonia" } });

    public static TheoryData<bool, bool> Shapes => new() { { false, false }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_decision_among_a_thousand_agreements_allocates_nothing(bool conditions, bool prohibitions)
    {
        var entitlement = Among(conditions, prohibitions);
        entitlement.DecideRead(Listing, Noon).ShouldNotBeNull();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            entitlement.DecideRead(Listing, Noon);
            entitlement.DecideRead(Listing, Noon.AddDays(2));
            entitlement.DecideCorrelate(Listing, Noon);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    /// <summary>The best of several runs, so that a busy machine does not fail it; the limit is looser than the promise, which release builds are held to.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_decision_among_a_thousand_agreements_takes_about_a_microsecond(bool conditions, bool prohibitions)
    {
        Assert.SkipWhen(Mutated, "A mutated build is slower, so that its time says nothing.");
        var entitlement = Among(conditions, prohibitions);
        var best = double.MaxValue;
        for (var run = 0; run < 10; run++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Decisions; i++)
                entitlement.DecideRead(Listing, Noon);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Decisions);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{best:0.000} µs a decision");
        best.ShouldBeLessThan(5);
    }

    private static Entitlement Among(bool conditions, bool prohibitions) => Entitlement.Compile(
        "customs", Purpose.BorderTargeting, Enumerable.Range(1, 1_000).Select(i =>
        {
            var terms = AmazoniaToCustoms(Noon.AddDays(-1), Noon.AddDays(1));
            terms.Grants[0].Correlate = new CorrelateUse { Release = CorrelationRelease.Score };
            if (conditions)
                terms.Grants[0].Conditions = new Conditions { Brands = { $"Brand-{i}" }, Marketplaces = { "amazonia" }, MinConfidence = 50 };
            if (prohibitions)
                terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { $"forbidden-{i}" } } });
            return new AgreementInForce(new Guid(i, 0, 0, new byte[8]), 1, 1, terms, Noon.AddDays(-2));
        }));
}
