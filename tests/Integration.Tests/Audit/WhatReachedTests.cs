using Grpc.Core;

namespace SharingHub.Integration.Tests.Audit;

public sealed class WhatReachedTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_member_and_an_auditor_learn_everything_that_reached_it()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.RetailerAsync();
        var second = await Given.AgreementAsync(other, shared.Recipient);
        await Given.RecordsAsync(shared.Provider, Records.Listings(3));
        await Given.RecordsAsync(other, Records.Listing("o-1"));
        await shared.Recipient.PullAsync(pageSize: 2);
        var auditor = await Given.AuditorAsync();

        var own = await ReachedAsync(shared.Recipient, "");
        var audited = await ReachedAsync(auditor, shared.Recipient.Id);
        var underSecond = await ReachedAsync(auditor, shared.Recipient.Id, second.Id);

        own.Select(d => d.Name.Id).ShouldBe(["l-1", "l-2", "l-3", "o-1"], ignoreOrder: true);
        audited.ShouldBe(own);
        underSecond.ShouldHaveSingleItem().Name.Contributor.ShouldBe(other.Id);
    }

    [Fact]
    public async Task More_than_a_message_holds_comes_in_several()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(1200));
        await shared.Recipient.PullAsync();

        (await ReachedAsync(shared.Recipient, "")).Select(d => d.Name.Id).Distinct().Count().ShouldBe(1200);
    }

    [Fact]
    public async Task What_reached_others_is_nobodys_business()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await shared.Recipient.PullAsync();

        var existing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => ReachedAsync(shared.Provider, shared.Recipient.Id));
        var missing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => ReachedAsync(shared.Provider, "nobody-here"));

        existing.Whole().ShouldBe(missing.Whole());
        (await ReachedAsync(shared.Provider, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_operator_does_not_learn_it()
    {
        using var call = Hub.Operator.Audit.WhatReached(new WhatReachedRequest { Member = "agency-1" }, deadline: DateTime.UtcNow + Line.Patience);

        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => call.ResponseStream.MoveNext(default));
    }

    private static async Task<IReadOnlyList<RecordDisclosure>> ReachedAsync(Party party, string member, string agreement = "")
    {
        using var call = party.Hub.Audit.WhatReached(new WhatReachedRequest { Member = member, AgreementId = agreement }, deadline: DateTime.UtcNow + Line.Patience);
        var all = new List<RecordDisclosure>();
        while (await call.ResponseStream.MoveNext(default))
            all.AddRange(call.ResponseStream.Current.Disclosures);
        return all;
    }
}
