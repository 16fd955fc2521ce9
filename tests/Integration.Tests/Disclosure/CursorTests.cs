using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure;

public sealed class CursorTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_cursor_has_the_same_length_wherever_it_points()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(12));
        var nobody = await Given.AgencyAsync();

        var pulled = await shared.Recipient.PullAsync(pageSize: 5);
        var cursors = pulled.Pages.Select(p => p.Cursor).Append(pulled.End.Cursor).Append((await nobody.PullAsync()).End.Cursor).ToList();

        cursors.Select(c => c.Length).Distinct().ShouldHaveSingleItem();
        cursors.Distinct().Count().ShouldBe(cursors.Count);
    }

    [Fact]
    public async Task A_cursor_of_another_member_is_refused()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.AgencyAsync();
        await Given.AgreementAsync(shared.Provider, other);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var cursor = (await shared.Recipient.PullAsync()).End.Cursor;

        await Refused.WithAsync(StatusCode.InvalidArgument, "CURSOR_INVALID", () => other.PullAsync(cursor: cursor));
    }

    [Fact]
    public async Task A_cursor_of_another_query_is_refused()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var cursor = (await shared.Recipient.PullAsync()).End.Cursor;
        var contributors = Terms.Query();
        contributors.Contributors.Add(shared.Provider.Id);

        foreach (var query in new[] { Terms.Query(Purpose.CriminalInvestigation), Terms.Query(kinds: RecordKind.Listing), contributors })
            await Refused.WithAsync(StatusCode.InvalidArgument, "CURSOR_INVALID", () => shared.Recipient.PullAsync(query, cursor));
    }

    [Fact]
    public async Task A_cursor_with_any_byte_changed_is_refused()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var cursor = (await shared.Recipient.PullAsync()).End.Cursor;
        var bytes = Convert.FromBase64String(cursor.Replace('-', '+').Replace('_', '/'));

        for (var at = 0; at < bytes.Length; at++)
        {
            var forged = (byte[])bytes.Clone();
            forged[at] ^= 1;
            var text = Convert.ToBase64String(forged).Replace('+', '-').Replace('/', '_');
            await Refused.WithAsync(StatusCode.InvalidArgument, "CURSOR_INVALID", () => shared.Recipient.PullAsync(cursor: text));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all!")]
    [InlineData("漢")]
    public async Task What_is_no_cursor_is_refused(string cursor)
    {
        var agency = await Given.AgencyAsync();

        await Refused.WithAsync(StatusCode.InvalidArgument, "CURSOR_INVALID", () => agency.PullAsync(cursor: cursor));
        await Refused.WithAsync(StatusCode.InvalidArgument, "CURSOR_INVALID", () => Given.Open(agency, cursor: cursor).NextAsync());
    }

    [Fact]
    public async Task A_cursor_does_not_outlive_its_agreement()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listings(4));
        var cursor = (await shared.Recipient.PullAsync(pageSize: 2)).Pages[0].Cursor;
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);

        (await shared.Recipient.PullAsync(cursor: cursor)).Views.ShouldBeEmpty();
    }
}
