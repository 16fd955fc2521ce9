using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure;

public sealed class AcknowledgeTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_page_is_acknowledged_once()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(4));
        var ids = (await shared.Recipient.PullAsync(pageSize: 2)).Pages.SelectMany(p => p.Disclosures).Select(d => d.DisclosureId).ToList();

        (await AcknowledgeAsync(shared.Recipient, ids[0])).ShouldBe(1u);
        (await AcknowledgeAsync(shared.Recipient, ids[0], ids[1], ids[1])).ShouldBe(1u);
        (await AcknowledgeAsync(shared.Recipient, [.. ids])).ShouldBe(0u);

        var history = await Given.HistoryAsync(new ReplayRequest { Stream = $"disclosure/{ids[0]}" });
        history.Select(e => (e.Type, e.Member)).ShouldBe([("disclosure.v1", shared.Recipient.Id), ("disclosure.acknowledged.v1", shared.Recipient.Id)]);
    }

    [Fact]
    public async Task Anothers_disclosure_is_exactly_what_does_not_exist_and_one_of_them_acknowledges_none()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var others = (await shared.Recipient.PullAsync()).Pages[0].Disclosures[0].DisclosureId;
        var second = await Given.AgencyAsync();
        await Given.AgreementAsync(shared.Provider, second);
        var own = (await second.PullAsync()).Pages[0].Disclosures[0].DisclosureId;

        var hidden = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => AcknowledgeAsync(second, own, others));
        var missing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => AcknowledgeAsync(second, own, "0190a8d2-0000-7000-8000-000000000000"));
        var byProvider = await Refused.ByAsync(() => AcknowledgeAsync(shared.Provider, others));

        hidden.Whole().ShouldBe(missing.Whole());
        byProvider.Whole().ShouldBe(missing.Whole());
        (await AcknowledgeAsync(second, own)).ShouldBe(1u);
    }

    [Theory]
    [InlineData]
    [InlineData("not-a-uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task What_is_no_disclosure_id_is_refused(params string[] ids)
    {
        var agency = await Given.AgencyAsync();

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => AcknowledgeAsync(agency, ids));
    }

    [Fact]
    public async Task More_than_a_thousand_at_once_are_refused()
    {
        var agency = await Given.AgencyAsync();
        var ids = Enumerable.Range(1, 1001).Select(n => $"0190a8d2-0000-7000-8000-{n:d12}").ToArray();

        await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => AcknowledgeAsync(agency, ids));
    }

    private static async Task<uint> AcknowledgeAsync(Party party, params string[] ids) =>
        (await party.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { ids } })).Acknowledged;
}
