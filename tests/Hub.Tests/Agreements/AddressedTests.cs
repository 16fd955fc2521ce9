using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>What is addressed reaches its addressee alone, whatever is granted to others.</summary>
public sealed class AddressedTests
{
    [Theory]
    [InlineData("customs", "customs", true)]
    [InlineData("customs", "bazaarly", false)]
    [InlineData("bazaarly", "bazaarly", true)]
    [InlineData("customs", "", false)]
    public void An_inspection_is_read_and_joined_for_its_addressee_alone(string recipient, string addressee, bool reaches)
    {
        var facts = Inspection(new RecordAttributes { Addressee = addressee });
        Entitlement.Compile(recipient, Purpose.BorderTargeting, [ToBoth()]).DecideRead(facts, Noon).ShouldSatisfyAllConditions(grant => (grant is not null).ShouldBe(reaches));
        (Entitlement.Compile(recipient, Purpose.BorderTargeting, [ToBoth()]).DecideCorrelate(facts, Noon) is not null).ShouldBe(reaches);
        (PlainEvaluator.Read(recipient, Purpose.BorderTargeting, [ToBoth()], facts, Noon) is not null).ShouldBe(reaches);
    }

    [Fact]
    public void One_whose_addressee_is_not_known_reaches_nobody() =>
        Entitlement.Compile("customs", Purpose.BorderTargeting, [ToBoth()]).DecideRead(Inspection(null), Noon).ShouldBeNull();

    [Fact]
    public void Other_kinds_have_no_addressee()
    {
        var facts = Inspection(new RecordAttributes { Addressee = "bazaarly" }) with { Kind = RecordKind.InspectionOutcome };
        Entitlement.Compile("customs", Purpose.BorderTargeting, [ToBoth()]).DecideRead(facts, Noon).ShouldNotBeNull();
    }

    private static RecordFacts Inspection(RecordAttributes? attributes) => new("amazonia", RecordKind.Inspection, Tlp.Amber, 100, Noon, attributes);

    private static AgreementInForce ToBoth() => new(Guid.Parse("00000000-0000-0000-0000-000000000001"), 1, 1, new AgreementTerms
    {
        Provider = "amazonia",
        Recipients = { "customs", "bazaarly" },
        Grants =
        {
            new Grant
            {
                Kinds = { RecordKind.Inspection, RecordKind.InspectionOutcome },
                Purposes = { Purpose.BorderTargeting },
                Read = new ReadUse(),
                Correlate = new CorrelateUse { Release = CorrelationRelease.Count },
                Ceiling = Tlp.Amber,
                BackFill = BackFill.All,
                Onward = OnwardRule.None,
            },
        },
    }, Noon.AddDays(-1));
}
