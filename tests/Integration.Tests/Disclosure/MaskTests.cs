using Google.Protobuf;

namespace SharingHub.Integration.Tests.Disclosure;

public sealed class MaskTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task What_a_class_withholds_is_nowhere_in_the_bytes_of_a_page()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.AddRange([FieldClass.Personal, FieldClass.Sensitive])));
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));

        var pulled = await shared.Recipient.PullAsync();
        var got = await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.SellerAccount, "s-1");

        foreach (var bytes in new[] { pulled.Pages.ShouldHaveSingleItem().ToByteArray(), got.ToByteArray() })
        {
            ShouldLack(bytes, Records.Email, Records.TaxId, Records.LegalName);
        }

        var view = pulled.Views.ShouldHaveSingleItem();
        view.Content().SellerAccount.StoreName.ShouldNotBeEmpty("what is not withheld is there");
        view.Withheld.ShouldBe([
            "seller_account.addresses", "seller_account.bank_accounts", "seller_account.emails", "seller_account.legal_name", "seller_account.phones", "seller_account.tax_ids",
        ]);
    }

    [Fact]
    public async Task A_field_withheld_by_name_is_absent_and_listed()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldFields.AddRange(["seller_account.emails", "labels"])));
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));

        var view = (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();

        view.Withheld.ShouldBe(["labels", "seller_account.emails"]);
        view.Content().Labels.ShouldBeEmpty();
        ShouldLack(view.Record.ToByteArray(), Records.Email);
        view.Content().SellerAccount.TaxIds.ShouldBe([Records.TaxId]);
    }

    [Fact]
    public async Task Without_anything_withheld_the_view_is_the_record()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var record = Records.Seller("s-1");
        await Given.RecordsAsync(shared.Provider, record);

        var view = (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();

        view.Content().ShouldBe(record);
        view.Withheld.ShouldBeEmpty();
        view.Name.ShouldBe(new RecordName { Contributor = shared.Provider.Id, Kind = RecordKind.SellerAccount, Id = "s-1", Revision = 1 });
        (view.Version, view.AgreementId, view.AgreementRevision).ShouldBe((1uL, shared.Agreement.Id, 1u));
    }

    [Fact]
    public async Task A_link_to_a_record_that_the_recipient_cannot_see_is_taken_out()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var stranger = await Given.RetailerAsync();
        await Given.RecordsAsync(stranger, Records.Seller("s-9"));
        await Given.RecordsAsync(
            shared.Provider,
            Records.Seller("s-1"),
            Records.Hold("h-1"),
            Records.Seller("s-red", tlp: Tlp.Red),
            Records.Listing(
                "l-1", 1, Tlp.Amber,
                Records.LinkTo(RecordKind.SellerAccount, "s-1"),
                Records.LinkTo(RecordKind.InventoryHold, "h-1"),
                Records.LinkTo(RecordKind.SellerAccount, "s-red"),
                Records.LinkTo(RecordKind.SellerAccount, "s-never"),
                Records.LinkTo(RecordKind.SellerAccount, "s-9", stranger.Id),
                Records.LinkTo(RecordKind.SellerAccount, "s-1", shared.Provider.Id)));

        var view = (await shared.Recipient.PullAsync()).View("l-1");

        view.Content().Links.Select(l => (l.Contributor, l.Id)).ShouldBe([("", "s-1"), (shared.Provider.Id, "s-1")]);
        ShouldLack(view.ToByteArray(), "h-1", "s-red", "s-never", "s-9", stranger.Id);
    }

    [Fact]
    public async Task What_a_sighting_is_about_is_taken_out_alike()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Kinds.Add(RecordKind.Sighting)));
        await Given.RecordsAsync(
            shared.Provider,
            Records.Listing("l-1"),
            Records.Sighting("seen", Records.LinkTo(RecordKind.Listing, "l-1").About()),
            Records.Sighting("unseen", Records.LinkTo(RecordKind.InventoryHold, "h-secret").About()));

        var pulled = await shared.Recipient.PullAsync();

        pulled.View("seen").Content().Sighting.About.Id.ShouldBe("l-1");
        pulled.View("unseen").Content().Sighting.About.ShouldBeNull();
        ShouldLack(pulled.View("unseen").ToByteArray(), "h-secret");
    }

    [Fact]
    public async Task A_retracted_target_is_not_seen()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-1", 1, Tlp.Amber, Records.LinkTo(RecordKind.SellerAccount, "s-1")));
        await Given.RetractedAsync(shared.Provider, RecordKind.SellerAccount, "s-1");

        (await shared.Recipient.PullAsync()).View("l-1").Content().Links.ShouldBeEmpty();
    }

    private static void ShouldLack(byte[] bytes, params string[] texts)
    {
        foreach (var text in texts)
            bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(-1, text);
    }
}
