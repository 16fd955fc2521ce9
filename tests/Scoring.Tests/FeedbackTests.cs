using SharingHub.Hub.Correlation;
using SharingHub.Hub.Targeting.Scoring;
using SharingHub.V1;

namespace SharingHub.Scoring.Tests;

/// <summary>What is found when customs learns from its own examinations, a fiftieth of each day's arrivals.</summary>
public sealed class FeedbackTests(ITestOutputHelper output)
{
    private const double Examined = .02;

    private static readonly string[] Together = ["amazonia", "bazaarly", "cartwheel", "customs", "brandguild"];

    private static readonly double[] Shares = [.01, .02, .03];

    [Theory]
    [InlineData("operation")]
    [InlineData("operation-2")]
    public void Learning_finds_no_less(string operation)
    {
        var truth = Truth.Of(operation);
        var untaught = Campaign.Of(Operation.Of(operation), Together);
        var taught = Campaign.Of(Operation.Of(operation), Examined, truth.Counterfeit.Contains, Together);

        foreach (var share in Shares)
        {
            var (before, after) = Compare(operation, truth, untaught, taught, share, null);
            after.FoundShare.ShouldBeGreaterThanOrEqualTo(before.FoundShare);
        }

        // Where goods tell nothing, what was seized points at who shares in it.
        foreach (var share in Shares[1..])
        {
            var (before, after) = Compare(operation, truth, untaught, taught, share, ScoreReasonKind.Goods);
            after.FoundShare.ShouldBeGreaterThan(before.FoundShare);
        }

        var all = taught.Engine.Yield().All;
        all.Examined.ShouldBe(taught.Inspected(Examined, null).Count());
        all.Seized.ShouldBe(Result.Of(taught, truth, Examined).Found);
    }

    // Somebody who hates his competitors: he is sure of everyone he names, and always wrong.
    [Theory]
    [InlineData("operation")]
    [InlineData("operation-2")]
    public void A_contributor_that_accuses_the_honest_is_found_out(string operation)
    {
        var truth = Truth.Of(operation);
        var records = Operation.Of(operation).Records;
        var honest = records.Where(view => view.Kind == RecordKind.Shipment && !truth.Counterfeit.Contains(view.Record.Id)).Select(view => view.Record.Shipment.Shipper)
            .Where(shipper => shipper.Phones.Count > 0).Take(1500).Select((shipper, i) => Denounced(shipper, i, records[0].Record)).ToList();

        var untaught = Campaign.Of([.. honest, .. records], 0, _ => false);
        var taught = Campaign.Of([.. honest, .. records], Examined, truth.Counterfeit.Contains);

        var (before, after) = Compare($"{operation}, with a slanderer", truth, untaught, taught, Examined, null);
        after.FoundShare.ShouldBeGreaterThan(before.FoundShare);
        var contributors = taught.Engine.Yield().Contributors;
        contributors.Single(one => one.Contributor == "slanderer").Reliability.ShouldBe(.5);
        contributors.Where(one => one.Contributor != "slanderer").ShouldAllBe(one => one.Reliability > .8);
    }

    private (Result Untaught, Result Taught) Compare(string what, Truth truth, Campaign untaught, Campaign taught, double share, ScoreReasonKind? without)
    {
        var (before, after) = (Result.Of(untaught, truth, share, without), Result.Of(taught, truth, share, without));
        output.WriteLine($"{what}{(without is null ? "" : $", {without} left out")}: {before}; taught {after}");
        return (before, after);
    }

    private static JoinView Denounced(TradeParty party, int i, IntelRecord first)
    {
        var account = new SellerAccount { Marketplace = "slanderer", SellerId = $"S{i}", LegalName = party.Name, Status = SellerStatus.Terminated };
        account.Phones.Add(party.Phones);
        account.Emails.Add(party.Emails);
        if (party.Address is not null) account.Addresses.Add(party.Address);
        var record = new IntelRecord { Id = $"d{i}", ObservedAt = first.ObservedAt, Confidence = 100, SellerAccount = account };
        return new JoinView("slanderer", record, CorrelationRelease.Contributor, new HashSet<string>());
    }
}
