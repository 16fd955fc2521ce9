using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation.Mentions;

/// <summary>What each kind of record gives to join on (the table "joins on" of the vocabulary). Kinds that are not here give nothing.</summary>
internal static class MentionExtraction
{
    public static RecordMentions Of(JoinView view, TokenKey key)
    {
        var record = view.Record;
        return record.BodyCase switch
        {
            IntelRecord.BodyOneofCase.SellerAccount => new([Seller(view, record.SellerAccount, key)], []),
            IntelRecord.BodyOneofCase.Listing => new([Offer(view, record.Listing.Marketplace, record.Listing.SellerId, "listing", key).Build()], []),
            IntelRecord.BodyOneofCase.InventoryHold => new(
                [Offer(view, "", record.InventoryHold.SellerId, "inventory_hold", key).Build()], Carriage(key, record.InventoryHold.InboundWaybill)),
            IntelRecord.BodyOneofCase.TestBuy => new(
                [Offer(view, record.TestBuy.Marketplace, record.TestBuy.SellerId, "test_buy", key).Build()], Carriage(key, record.TestBuy.Waybill)),
            IntelRecord.BodyOneofCase.Shipment => Consignment(record.Shipment, key),
            IntelRecord.BodyOneofCase.Seizure => Seized(record.Seizure, key),
            IntelRecord.BodyOneofCase.Detention => new([], Carriage(key, record.Detention.Waybill)),
            IntelRecord.BodyOneofCase.InspectionOutcome => new([], Carriage(key, record.InspectionOutcome.Waybill)),
            IntelRecord.BodyOneofCase.LegalAction => new(
                [.. record.LegalAction.Defendants.Select(d => new MentionBuilder(key, PartyRole.Defendant, "legal_action.defendants").Party(d).Build())], []),
            _ => new([], []),
        };
    }

    private static Mention Seller(JoinView view, SellerAccount account, TokenKey key)
    {
        const string field = "seller_account";
        var seller = new MentionBuilder(key, PartyRole.Seller, field).Name(account.LegalName);
        foreach (var address in account.Addresses) seller.Address(address);
        seller.Contacts(account.Phones, account.Emails, field).TaxIds(account.TaxIds);
        foreach (var bank in account.BankAccounts) seller.Add(Scheme.BankAccount, Codes.BankAccount(bank), field, "bank_accounts");
        foreach (var site in account.Websites) seller.Add(Scheme.Website, Codes.Website(site), field, "websites");
        return seller.Add(Scheme.SellerId, SellerId(account.Marketplace, account.SellerId), field, "seller_id")
            .Add(Scheme.Record, view.Name, field, "id").Build();
    }

    // What belongs to an account, by the marketplace's number or by the contributor's own link.
    private static MentionBuilder Offer(JoinView view, string marketplace, string sellerId, string field, TokenKey key)
    {
        var offer = new MentionBuilder(key, PartyRole.Seller, field).Add(Scheme.SellerId, SellerId(marketplace, sellerId), field, "seller_id");
        foreach (var link in view.Record.Links)
        {
            if (link.Role is LinkRole.OfferedBy or LinkRole.OwnedBy or LinkRole.BoughtFrom)
                offer.Add(Scheme.Record, JoinView.NameOf(link.Contributor.Length > 0 ? link.Contributor : view.Contributor, link.Kind, link.Id), field, "links");
        }
        return offer;
    }

    private static RecordMentions Consignment(Shipment shipment, TokenKey key)
    {
        var parties = new List<Mention>(3);
        Add(PartyRole.Shipper, "shipment.shipper", shipment.Shipper);
        Add(PartyRole.Consignee, "shipment.consignee", shipment.Consignee);
        Add(PartyRole.NotifyParty, "shipment.notify_party", shipment.NotifyParty);
        var containers = shipment.Containers.Select(Codes.ContainerNumber).OfType<string>().Select(value => new IndexEntry(key.Of(Scheme.Container, value), Scheme.Container, -1));
        return new RecordMentions([.. parties], [.. Carriage(key, shipment.Waybill, shipment.MasterWaybill), .. containers]);

        void Add(PartyRole role, string field, TradeParty? party)
        {
            if (party is null) return;
            var mention = new MentionBuilder(key, role, field).Party(party);
            if (Codes.Compact(party.Account) is { } account) mention.Add(Scheme.TradeAccount, $"{shipment.Carrier}/{account}", field, "account");
            parties.Add(mention.Build());
        }
    }

    private static RecordMentions Seized(Seizure seizure, TokenKey key)
    {
        (PartyRole Role, string Field, TradeParty? Party)[] all =
        [
            (PartyRole.Importer, "seizure.importer", seizure.Importer),
            (PartyRole.Exporter, "seizure.exporter", seizure.Exporter),
            (PartyRole.Manufacturer, "seizure.manufacturer", seizure.Manufacturer),
        ];
        return new RecordMentions(
            [.. all.Where(one => one.Party is not null).Select(one => new MentionBuilder(key, one.Role, one.Field).Party(one.Party!).Build())],
            Carriage(key, seizure.Waybill));
    }

    private static IndexEntry[] Carriage(TokenKey key, params ReadOnlySpan<string> waybills)
    {
        var entries = new List<IndexEntry>();
        foreach (var waybill in waybills)
        {
            if (waybill.Length > 0 && Codes.Waybill(waybill) is { } value) entries.Add(new IndexEntry(key.Of(Scheme.Waybill, value), Scheme.Waybill, -1));
        }
        return [.. entries];
    }

    private static string? SellerId(string marketplace, string sellerId) =>
        marketplace.Length > 0 && sellerId.Length > 0 ? $"{marketplace}/{sellerId}" : null;
}
