using Grpc.Core;
using SharingHub.Launcher.Demo;

namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>Another hub is a recipient as any other, of what may be passed on and of nothing else.</summary>
public sealed class PeerHubTests(TheHub hub) : HubTests(hub)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(1);

    private static readonly RecordQuery Query = Terms.Query(Purpose.OnwardSharing);

    [Fact]
    public async Task It_gets_what_a_grant_passes_on_masked_as_agreed_and_can_show_that_it_did()
    {
        var (retailer, peer) = (await Given.RetailerAsync(), await Given.PeerHubAsync());
        var green = Terms.Onward($"customs@{peer.Id}");
        green.Read.WithheldClasses.Add(FieldClass.Sensitive);
        var listings = Terms.Onward($"customs@{peer.Id}");
        listings.Kinds.Remove(RecordKind.SellerAccount);
        var agreement = await Given.AgreementAsync(retailer, peer, Terms.Between(retailer, peer, green, listings));
        await Given.RecordsAsync(retailer, Records.Seller("s-1"), Records.Listing("l-1"), Records.Listing("l-red", tlp: Tlp.Red));

        var pulled = await peer.PullAsync(Query);

        pulled.Ids.ShouldBe(["s-1", "l-1"], ignoreOrder: true);
        pulled.Views.ShouldAllBe(view => view.AgreementId == agreement.Id && view.AgreementRevision == 1);
        (pulled.View("s-1").Grant, pulled.View("l-1").Grant).ShouldBe((1u, 2u));
        pulled.View("s-1").Content().SellerAccount.TaxIds.ShouldBeEmpty();
        pulled.View("s-1").Withheld.ShouldBe(["seller_account.bank_accounts", "seller_account.tax_ids"]);
        var disclosure = pulled.Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem().DisclosureId;
        await Hub.PublishedAsync(disclosure);
        var answer = (await peer.Hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { disclosure } })).Answers.ShouldHaveSingleItem();
        using var log = new ServedLog(Hub.Ready);
        Opened.Of(answer.Receipt).Verify(log.Policy).OrThrow().Envelope.Agreement.ShouldNotBeNull().ToString().ShouldBe($"{agreement.Id}@1");
        await peer.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { disclosure } });
        var saw = await retailer.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = new RecordName { Contributor = retailer.Id, Kind = RecordKind.Listing, Id = "l-1" } });
        saw.Disclosures.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => (one.Recipient, one.Purpose).ShouldBe((peer.Id, Purpose.OnwardSharing)),
            one => one.AcknowledgedAt.ShouldNotBeNull());
    }

    [Fact]
    public async Task Other_terms_bring_a_record_again_to_a_peer_hub_though_its_view_stays_the_same_and_to_no_member()
    {
        var (retailer, peer, agency) = (await Given.RetailerAsync(), await Given.PeerHubAsync(), await Given.AgencyAsync());
        var crossing = await Given.AgreementAsync(retailer, peer, Terms.Between(retailer, peer, Terms.Onward($"customs@{peer.Id}")));
        var between = await Given.AgreementAsync(retailer, agency);
        await Given.RecordsAsync(retailer, Records.Listing("l-1"));
        var (hubs, agencys) = (Given.Open(peer, Query), Given.Open(agency));
        var first = (await hubs.CaughtUpAsync()).SelectMany(page => page.Views).ShouldHaveSingleItem();
        (await agencys.CaughtUpAsync()).SelectMany(page => page.Views).ShouldHaveSingleItem();

        await retailer.AmendAsync(crossing, terms => terms.Grants[0].OnwardGrants[0].Members.Add($"police@{peer.Id}"));
        await peer.CountersignAsync(crossing.Id, 2);
        await retailer.AmendAsync(between, terms => terms.PermittedUse = "At the border.");
        await agency.CountersignAsync(between.Id, 2);

        var again = (await hubs.PageAsync()).Views.ShouldHaveSingleItem();
        (again.Name, again.Record, again.AgreementRevision).ShouldBe((first.Name, first.Record, 2u));
        await agencys.SilenceAsync(AWhile);

        // Another grant of the same agreement, in front of the first.
        await retailer.AmendAsync(await retailer.ReadAsync(crossing.Id), terms => terms.Grants.Insert(0, Terms.Onward($"police@{peer.Id}")));
        await peer.CountersignAsync(crossing.Id, 3);
        await retailer.AmendAsync(await retailer.ReadAsync(crossing.Id), terms => terms.Grants[0].Ceiling = Tlp.Green);
        (await hubs.PageAsync()).Views.ShouldHaveSingleItem().Grant.ShouldBe(1u);
        await peer.CountersignAsync(crossing.Id, 4);
        (await hubs.PageAsync()).Views.ShouldHaveSingleItem().Grant.ShouldBe(2u);
    }

    [Fact]
    public async Task It_contributes_nothing_and_no_lead_link_or_explanation_is_for_it()
    {
        var peer = await Given.PeerHubAsync();
        Task Denied(Func<Task> call) => Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", call);

        await Denied(() => peer.SubmitAsync(Records.Listing("l-1")));
        await Denied(() => peer.Hub.Targeting.GetYieldAsync(new GetYieldRequest { Purpose = Purpose.OnwardSharing }).ResponseAsync);
        await Denied(() => peer.Hub.Correlation.GetLinksAsync(new GetLinksRequest { Purpose = Purpose.OnwardSharing }).ResponseAsync);
        await Denied(() => peer.Hub.Agreements.ExplainAsync(new ExplainRequest()).ResponseAsync);
    }

    [Fact]
    public async Task Passing_on_is_its_only_purpose_and_no_members()
    {
        var peer = await Given.PeerHubAsync();
        await Refused.WithAsync(StatusCode.PermissionDenied, "PURPOSE_NOT_HELD", () => peer.PullAsync());

        // The issuer lets the same scopes into the token of a member.
        var pretender = Given.UnregisteredPeer();
        await Hub.Operator.Members.RegisterAsync(new RegisterRequest { Id = pretender.Id, DisplayName = "An agency", Role = MemberRole.Agency });
        await Hub.Operator.Members.AddClientAsync(new AddClientRequest
        {
            MemberId = pretender.Id,
            ClientId = pretender.Credential.ClientId,
            Certificate = await File.ReadAllTextAsync(pretender.Credential.Certificate),
        });
        (await pretender.PullAsync()).Views.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.PermissionDenied, "PURPOSE_NOT_HELD", () => pretender.PullAsync(Query));
    }

    [Fact]
    public async Task Terms_that_mix_peer_hubs_with_members_or_say_where_records_came_from_are_refused_by_field()
    {
        var (retailer, peer, agency) = (await Given.RetailerAsync(), await Given.PeerHubAsync(), await Given.AgencyAsync());
        async Task<IReadOnlyList<string>> RefusedAsync(AgreementTerms terms) =>
            (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => Given.ProposalAsync(retailer, terms))).Fields();

        (await RefusedAsync(Terms.Between(retailer, peer))).ShouldBe(["terms.recipients[0]"]);
        (await RefusedAsync(Terms.Between(retailer, agency, Terms.Onward($"customs@{agency.Id}")))).ShouldBe(["terms.recipients[0]"]);
        (await RefusedAsync(Terms.Between(retailer, peer, Terms.Onward("customs@elsewhere")))).ShouldBe(["terms.grants[0].onward_grants[0].members[0]"]);
        var origin = new OriginGrant { AgreementId = $"{Guid.Empty}", Grant = 1 };
        (await RefusedAsync(Terms.Between(retailer, agency, Terms.Grant(grant => grant.Origin = origin)))).ShouldBe(["terms.grants[0].origin"]);
        var carried = Terms.Between(retailer, agency, Terms.Grant(grant => grant.Origin = origin));
        carried.Provider = $"shop@{peer.Id}";
        (await RefusedAsync(carried)).ShouldBe(["terms.provider"]);
        var shared = await Given.AgreementAsync(retailer, agency);
        var turned = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => retailer.AmendAsync(shared, terms =>
        {
            terms.Grants.Clear();
            terms.Grants.Add(Terms.Onward($"customs@{agency.Id}"));
        }));
        turned.Fields().ShouldBe(["terms.recipients[0]"]);
    }

    [Fact]
    public async Task Where_a_record_came_from_is_not_for_its_contributor_to_say()
    {
        var retailer = await Given.RetailerAsync();
        var record = Records.Listing("l-1");
        record.Origin = new RecordOrigin { Hub = "eu", AgreementId = $"{Guid.Empty}", Grant = 1 };

        var result = (await retailer.SubmitAsync(record)).Results.ShouldHaveSingleItem();

        result.Outcome.ShouldBe(SubmitOutcome.Rejected);
        result.Violations.ShouldHaveSingleItem().Field.ShouldBe("origin");
    }
}
