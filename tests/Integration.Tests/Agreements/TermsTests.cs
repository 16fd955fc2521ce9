using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

public sealed class TermsTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_term_that_the_hub_does_not_know_is_refused_wherever_it_stands()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        byte[] restriction = [0xBA, 0x3E, 0x01, 0x41];
        var inTerms = AgreementTerms.Parser.ParseFrom([.. terms.ToByteArray(), .. restriction]);
        var inGrant = terms.Clone();
        inGrant.Grants[0] = Grant.Parser.ParseFrom([.. terms.Grants[0].ToByteArray(), .. restriction]);

        (await RefusedAsync(provider, inTerms)).ShouldHaveSingleItem().ShouldStartWith("terms");
        (await RefusedAsync(provider, inGrant)).ShouldHaveSingleItem().ShouldBe("terms.grants[0]");
    }

    [Fact]
    public async Task Nothing_is_defaulted_and_every_fault_is_named_at_once()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = new AgreementTerms { Provider = provider.Id, Recipients = { recipient.Id }, Grants = { new Grant() } };

        (await RefusedAsync(provider, terms)).ShouldBe(
            ["terms.grants[0].kinds", "terms.grants[0].purposes", "terms.grants[0].ceiling", "terms.grants[0].back_fill", "terms.grants[0].onward", "terms.grants[0]"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task An_unspecified_purpose_is_no_purpose()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient, Terms.Grant(g => g.Purposes[0] = Purpose.Unspecified));

        (await RefusedAsync(provider, terms)).ShouldBe(["terms.grants[0].purposes[0]"]);
    }

    [Fact]
    public async Task A_purpose_number_that_nobody_knows_is_refused()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient, Terms.Grant(g => g.Purposes[0] = (Purpose)99));

        (await RefusedAsync(provider, terms)).ShouldBe(["terms.grants[0].purposes[0]"]);
    }

    [Fact]
    public async Task Nobody_agrees_with_itself()
    {
        var provider = await Given.RetailerAsync();

        (await RefusedAsync(provider, Terms.Between(provider, provider))).ShouldContain("terms.recipients[0]");
    }

    [Fact]
    public async Task An_empty_audience_is_refused()
    {
        var provider = await Given.RetailerAsync();

        (await RefusedAsync(provider, new AgreementTerms { Provider = provider.Id, Grants = { Terms.Grant() } })).ShouldBe(["terms.recipients"]);
    }

    [Fact]
    public async Task Terms_are_not_back_dated()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        terms.ValidFrom = await Given.InAsync(TimeSpan.FromSeconds(-1));

        (await RefusedAsync(provider, terms)).ShouldBe(["terms.valid_from"]);
    }

    [Fact]
    public async Task Terms_that_end_before_they_begin_are_refused()
    {
        var (provider, recipient) = (await Given.RetailerAsync(), await Given.AgencyAsync());
        var terms = Terms.Between(provider, recipient);
        terms.ValidFrom = await Given.InAsync(TimeSpan.FromHours(1));
        terms.ValidUntil = terms.ValidFrom - Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

        (await RefusedAsync(provider, terms)).ShouldBe(["terms.valid_until"]);
    }

    [Fact]
    public async Task A_party_that_is_no_member_is_refused()
    {
        var provider = await Given.RetailerAsync();
        var terms = new AgreementTerms { Provider = provider.Id, Recipients = { "nobody-here" }, Grants = { Terms.Grant() } };

        (await RefusedAsync(provider, terms)).ShouldBe(["terms.recipients"]);
    }

    [Fact]
    public async Task A_call_without_terms_is_refused()
    {
        var provider = await Given.RetailerAsync();

        (await RefusedAsync(provider, null)).ShouldBe(["terms"]);
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(Party party, AgreementTerms? terms)
    {
        var refused = await Refused.WithAsync(
            StatusCode.InvalidArgument, "REQUEST_INVALID", () => party.Hub.Agreements.ProposeAsync(new ProposeRequest { Terms = terms }).ResponseAsync);
        (await party.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.ShouldBeEmpty("nothing is half-written");
        return refused.Fields();
    }
}
