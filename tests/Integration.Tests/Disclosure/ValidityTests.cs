using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>Start and expiry act by the database's clock, by themselves.</summary>
public sealed class ValidityTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_watch_ends_by_itself_when_its_agreement_expires()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        terms.ValidUntil = await Given.InAsync(TimeSpan.FromSeconds(10));
        var agreement = await Given.AgreementAsync(provider, recipient, terms);
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var watch = Given.Open(recipient);
        (await watch.CaughtUpAsync()).SelectMany(p => p.Views).ShouldHaveSingleItem();

        var (end, status, _) = await watch.EndAsync();
        var now = await Given.InAsync(TimeSpan.Zero);

        now.ShouldBeGreaterThanOrEqualTo(terms.ValidUntil);
        (now.ToDateTimeOffset() - terms.ValidUntil.ToDateTimeOffset()).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (end.Reason, end.AgreementId).ShouldBe((EndReason.AgreementEnded, agreement.Id));
        status.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        (await recipient.PullAsync()).Views.ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_it_begins_an_agreement_gives_nothing_and_then_all_that_its_back_fill_covers()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        terms.ValidFrom = await Given.InAsync(TimeSpan.FromSeconds(8));
        await Given.AgreementAsync(provider, recipient, terms);
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        (await recipient.PullAsync()).Views.ShouldBeEmpty();

        await Eventually.IsTrueAsync(async () => await Given.InAsync(TimeSpan.Zero) >= terms.ValidFrom, "the agreement begins");

        (await recipient.PullAsync()).Ids.ShouldBe(["l-1"]);
    }

    [Fact]
    public async Task What_is_submitted_after_the_beginning_flows_to_a_watch_that_was_open_before()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient, Terms.Grant(g => g.BackFill = BackFill.None));
        terms.ValidFrom = await Given.InAsync(TimeSpan.FromSeconds(8));
        await Given.AgreementAsync(provider, recipient, terms);
        await Given.RecordsAsync(provider, Records.Listing("l-before"));
        var watch = await Given.WatchAsync(recipient);

        await watch.SilenceAsync(TimeSpan.FromSeconds(8.2));
        await Given.RecordsAsync(provider, Records.Listing("l-after"));

        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-after");
    }

    [Fact]
    public async Task The_catalogue_shows_an_agreement_only_while_it_acts()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        terms.ValidFrom = await Given.InAsync(TimeSpan.FromHours(1));
        await Given.AgreementAsync(provider, recipient, terms);

        (await recipient.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting })).Entries.ShouldBeEmpty();
    }
}
