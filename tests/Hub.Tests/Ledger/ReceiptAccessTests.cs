using SharingHub.Hub.Ledger.Serving;

namespace SharingHub.Hub.Tests.Ledger;

public sealed class ReceiptAccessTests
{
    [Theory]
    [InlineData("amazonia", false, "Whole")]
    [InlineData("bazaarly", false, "None")]
    [InlineData("customs", false, "None")]
    [InlineData("inspectorate", true, "Envelope")]
    public void A_records_event_is_its_contributors_and_an_auditor_sees_its_envelope(string member, bool auditor, string opening) =>
        ReceiptAccess.Decide(member, auditor, "amazonia", "record.revised.v1", []).ToString().ShouldBe(opening);

    [Theory]
    [InlineData("disclosure.v1", "amazonia", false, "Whole")]
    [InlineData("disclosure.v1", "customs", false, "Whole")]
    [InlineData("disclosure.v1", "bazaarly", false, "None")]
    [InlineData("disclosure.v1", "inspectorate", true, "Whole")]
    [InlineData("agreement.countersigned.v1", "amazonia", false, "Whole")]
    [InlineData("agreement.countersigned.v1", "bazaarly", false, "None")]
    public void What_was_between_members_is_shown_to_each_of_them(string type, string member, bool auditor, string opening) =>
        ReceiptAccess.Decide(member, auditor, "customs", type, ["customs", "amazonia"]).ToString().ShouldBe(opening);

    [Fact]
    public void What_is_between_nobody_is_shown_to_who_acted_alone()
    {
        ReceiptAccess.Decide("customs", false, "customs", "disclosure.denied.v1", []).ShouldBe(Opening.Whole);
        ReceiptAccess.Decide("amazonia", false, "customs", "disclosure.denied.v1", []).ShouldBe(Opening.None);
    }
}
