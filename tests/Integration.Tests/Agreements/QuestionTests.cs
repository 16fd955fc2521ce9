using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Agreements;

/// <summary>Why, and what if: asked by whom it concerns.</summary>
public sealed class QuestionTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_contributor_is_told_which_grant_determined_and_what_it_withholds()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.Add(FieldClass.Sensitive)));
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));

        var answer = await ExplainAsync(shared.Provider, shared, "s-1", RecordKind.SellerAccount);

        answer.Allowed.ShouldBeTrue(answer.Summary);
        (answer.AgreementId, answer.AgreementRevision, answer.Grant).ShouldBe((shared.Agreement.Id, 1u, 1u));
        answer.Withheld.ShouldContain("seller_account.tax_ids");
        var part = answer.Considered.ShouldHaveSingleItem().Parts.ShouldHaveSingleItem();
        part.Conditions.ShouldAllBe(c => c.Held);
    }

    [Fact]
    public async Task Each_condition_that_does_not_hold_is_named()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g =>
        {
            g.Ceiling = Tlp.Green;
            g.Conditions = new Conditions { Marketplaces = { "elsewhere.example" }, MinConfidence = 90 };
        }));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        var answer = await ExplainAsync(shared.Provider, shared, "l-1", RecordKind.Listing);

        answer.Allowed.ShouldBeFalse();
        answer.Considered.ShouldHaveSingleItem().Parts.ShouldHaveSingleItem().Conditions.Where(c => !c.Held).Select(c => c.Name)
            .ShouldBe(["ceiling", "conditions.marketplaces", "conditions.min_confidence"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_recipient_may_ask_about_what_it_sees_and_about_nothing_else()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Listing("l-2", tlp: Tlp.Red));

        (await ExplainAsync(shared.Recipient, shared, "l-1", RecordKind.Listing)).Allowed.ShouldBeTrue();
        var hidden = await Refused.ByAsync(() => ExplainAsync(shared.Recipient, shared, "l-2", RecordKind.Listing));
        var missing = await Refused.ByAsync(() => ExplainAsync(shared.Recipient, shared, "l-3", RecordKind.Listing));
        hidden.Status.ShouldBe(missing.Status);
        hidden.StatusCode.ShouldBe(StatusCode.NotFound);
        var outsider = await Given.AgencyAsync();
        (await Refused.ByAsync(() => ExplainAsync(outsider, shared, "l-1", RecordKind.Listing))).Status.ShouldBe(missing.Status);
    }

    [Fact]
    public async Task What_a_record_says_is_told_to_its_contributor_alone_and_a_recipient_learns_nothing_beyond_its_view()
    {
        var (provider, recipient, auditor) = (await Given.RetailerAsync(), await Given.AgencyAsync(), await Given.AuditorAsync());
        var terms = Terms.Between(
            provider,
            recipient,
            Terms.Grant(g => (g.Read, g.Conditions) = (new ReadUse { WithheldFields = { "listing.brand" } }, new Conditions { Brands = { "Acme", "Zeta" } })),
            Terms.Grant(g => (g.Read, g.Conditions) = (new ReadUse { WithheldFields = { "listing.brand", "listing.title" } }, new Conditions { Brands = { "Acme" } })),
            Terms.Grant(g => g.Purposes[0] = Purpose.CriminalInvestigation));
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { "other" } } });
        var shared = new HubWithActiveAgreement(provider, recipient, await Given.AgreementAsync(provider, recipient, terms));
        var listing = Records.Listing("l-1");
        listing.Listing.Brand = "Zeta";
        await Given.RecordsAsync(provider, listing);

        var toContributor = (await ExplainAsync(provider, shared, "l-1", RecordKind.Listing)).Considered.ShouldHaveSingleItem().Parts;
        var toAuditor = (await ExplainAsync(auditor, shared, "l-1", RecordKind.Listing)).Considered.ShouldHaveSingleItem().Parts;
        var toRecipient = (await ExplainAsync(recipient, shared, "l-1", RecordKind.Listing)).Considered.ShouldHaveSingleItem().Parts;

        Brands(toContributor).ShouldBe([("zeta", true), ("zeta", false), ("zeta", false)]);
        Brands(toAuditor).ShouldBe([("not shown", true), ("not shown", false), ("not shown", false)]);
        Brands(toRecipient).ShouldBe([("not shown", true)]);
        toRecipient.Select(part => (part.Grant, part.Matched)).ShouldBe([(1u, true), (3u, false)]);
    }

    [Fact]
    public async Task The_answer_of_then_is_not_the_answer_of_now()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var then = await Given.InAsync(TimeSpan.Zero);
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);
        // The termination has its place in the ledger once something after it has.
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));

        (await ExplainAsync(shared.Provider, shared, "l-1", RecordKind.Listing)).Allowed.ShouldBeFalse();
        (await ExplainAsync(shared.Provider, shared, "l-1", RecordKind.Listing, then)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_draft_is_counted_against_the_providers_own_records()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-1"), Records.Hold("h-1"));
        var draft = Terms.Between(shared.Provider, shared.Recipient, Terms.Grant(g =>
        {
            g.Kinds.Remove(RecordKind.Listing);
            g.Kinds.Add(RecordKind.InventoryHold);
            g.Read.WithheldClasses.Add(FieldClass.Personal);
        }));

        var answer = await shared.Provider.Hub.Agreements.SimulateAsync(new SimulateRequest { AgreementId = shared.Agreement.Id, Draft = draft });

        answer.Records.ShouldBe(3u);
        answer.Changes.Select(c => (c.Kind, c.NewlyVisible, c.NewlyHidden, c.NewlyMasked)).ShouldBe(
            [(RecordKind.SellerAccount, 0ul, 0ul, 1ul), (RecordKind.Listing, 0ul, 1ul, 0ul), (RecordKind.InventoryHold, 1ul, 0ul, 0ul)], ignoreOrder: true);
        (await shared.Recipient.PullAsync()).Ids.ShouldBe(["s-1", "l-1"], ignoreOrder: true, "a simulation changes nothing");
        (await Refused.ByAsync(() => shared.Recipient.Hub.Agreements.SimulateAsync(new SimulateRequest { Draft = draft }).ResponseAsync))
            .StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task A_prohibition_keeps_out_what_another_agreement_grants_and_an_open_watch_obeys()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Seller("s-1"));
        var watch = await Given.WatchAsync(shared.Recipient);

        var terms = Terms.Between(shared.Provider, shared.Recipient, Terms.Grant(g =>
        {
            g.Kinds.Clear();
            g.Kinds.Add(RecordKind.InventoryHold);
        }));
        terms.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing } });
        await Given.AgreementAsync(shared.Provider, shared.Recipient, terms);

        (await watch.PageAsync()).Notices.ShouldHaveSingleItem().Name.Id.ShouldBe("l-1");
        (await shared.Recipient.PullAsync()).Ids.ShouldBe(["s-1"]);
    }

    private static IEnumerable<(string Found, bool Held)> Brands(IEnumerable<ConsideredPart> parts) =>
        parts.SelectMany(part => part.Conditions).Where(c => c.Name == "conditions.brands").Select(c => (c.Found, c.Held));

    private static async Task<ExplainResponse> ExplainAsync(Party asker, HubWithActiveAgreement shared, string id, RecordKind kind, Timestamp? at = null) =>
        await asker.Hub.Agreements.ExplainAsync(new ExplainRequest
        {
            Name = new RecordName { Contributor = shared.Provider.Id, Kind = kind, Id = id },
            Recipient = shared.Recipient.Id,
            Purpose = Purpose.BorderTargeting,
            At = at,
        });
}
