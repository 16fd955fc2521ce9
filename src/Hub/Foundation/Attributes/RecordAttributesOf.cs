using Google.Protobuf.Collections;
using SharingHub.V1;

namespace SharingHub.Hub.Foundation.Attributes;

/// <summary>
/// What a record says of the things that conditions ask for, whom it is addressed to, and under which grant it came from another hub: exactly the fields that the contract names, however much
/// a view withholds of them. They are kept with disclosures and retractions.
/// </summary>
internal static class RecordAttributesOf
{
    public static RecordAttributes Record(IntelRecord record)
    {
        var attributes = new RecordAttributes();
        if (record.Origin is { } origin)
            attributes.CameUnder = new OriginGrant { AgreementId = origin.AgreementId, Grant = origin.Grant, Revision = origin.AgreementRevision };
        switch (record.BodyCase)
        {
            case IntelRecord.BodyOneofCase.SellerAccount:
                attributes.Countries.Add(record.SellerAccount.Addresses.Select(address => address.Country));
                attributes.Marketplaces.Add(record.SellerAccount.Marketplace);
                break;
            case IntelRecord.BodyOneofCase.Listing:
                attributes.Brands.Add(record.Listing.Brand);
                attributes.Marketplaces.Add(record.Listing.Marketplace);
                break;
            case IntelRecord.BodyOneofCase.InventoryHold:
                attributes.Brands.Add(record.InventoryHold.Brand);
                break;
            case IntelRecord.BodyOneofCase.TestBuy:
                attributes.Marketplaces.Add(record.TestBuy.Marketplace);
                break;
            case IntelRecord.BodyOneofCase.Shipment:
                attributes.Countries.Add(record.Shipment.Goods.Select(goods => goods.OriginCountry).Prepend(record.Shipment.OriginCountry));
                attributes.Ports.Add([record.Shipment.PortOfLading, record.Shipment.PortOfEntry]);
                break;
            case IntelRecord.BodyOneofCase.Seizure:
                attributes.Brands.Add(record.Seizure.Brand);
                attributes.Ports.Add(record.Seizure.Port);
                break;
            case IntelRecord.BodyOneofCase.Detention:
                attributes.Brands.Add(record.Detention.Brand);
                attributes.Countries.Add(record.Detention.OriginCountry);
                attributes.Ports.Add(record.Detention.Port);
                break;
            case IntelRecord.BodyOneofCase.InspectionOutcome:
                attributes.Brands.Add(record.InspectionOutcome.Brand);
                attributes.Ports.Add(record.InspectionOutcome.Port);
                break;
            case IntelRecord.BodyOneofCase.IpRight:
                attributes.Brands.Add(record.IpRight.MarkText);
                break;
            case IntelRecord.BodyOneofCase.Inspection:
                attributes.Addressee = record.Inspection.Addressee;
                break;
        }

        Tidy(attributes.Brands, RecordAttribute.Brands);
        Tidy(attributes.Countries, RecordAttribute.Countries);
        Tidy(attributes.Ports, RecordAttribute.Ports);
        Tidy(attributes.Marketplaces, RecordAttribute.Marketplaces);
        return attributes;
    }

    private static void Tidy(RepeatedField<string> values, RecordAttribute attribute)
    {
        string[] tidy = [.. values.Select(attribute.Normalise).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        values.Clear();
        values.Add(tidy);
    }
}
