using SharingHub.Hub.Ledger.Serving;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Ledger;

public sealed class ReceiptAccessTests
{
    private static readonly Disclosed ToCustoms = new()
    {
        Recipient = "customs",
        Records = { new DisclosedRecord { Name = new RecordName { Contributor = "amazonia" } } },
    };

    [Theory]
    [InlineData("amazonia", false, "Whole")]
    [InlineData("bazaarly", false, "None")]
    [InlineData("customs", false, "None")]
    [InlineData("inspectorate", true, "Envelope")]
    public void A_records_event_is_its_contributors_and_an_auditor_sees_its_envelope(string member, bool auditor, string opening) =>
        ReceiptAccess.Decide(member, auditor, "amazonia", "record.revised.v1", null).ToString().ShouldBe(opening);

    [Theory]
    [InlineData("amazonia", false, "Whole")]
    [InlineData("customs", false, "Whole")]
    [InlineData("bazaarly", false, "None")]
    [InlineData("inspectorate", true, "Whole")]
    public void A_disclosure_is_its_recipients_and_its_contributors(string member, bool auditor, string opening) =>
        ReceiptAccess.Decide(member, auditor, "customs", "disclosure.v1", ToCustoms).ToString().ShouldBe(opening);

    [Fact]
    public void A_disclosure_without_records_is_its_recipients_alone()
    {
        var empty = new Disclosed { Recipient = "customs" };
        ReceiptAccess.Decide("customs", false, "customs", "disclosure.v1", empty).ShouldBe(Opening.Whole);
        ReceiptAccess.Decide("amazonia", false, "customs", "disclosure.v1", empty).ShouldBe(Opening.None);
    }
}
