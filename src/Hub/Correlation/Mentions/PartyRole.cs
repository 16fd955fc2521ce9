namespace SharingHub.Hub.Correlation.Mentions;

/// <summary>As what a record mentions a party.</summary>
internal enum PartyRole : byte
{
    Seller,
    Shipper,
    Consignee,
    NotifyParty,
    Importer,
    Exporter,
    Manufacturer,
    Defendant,
}
