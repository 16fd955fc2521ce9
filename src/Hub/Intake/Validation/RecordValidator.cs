using SharingHub.Hub.Intake.Validation.Bodies;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Checks one record whole. Pure: no clock, no I/O, and no allocation when all is well.</summary>
internal static class RecordValidator
{
    private const uint MostConfidence = 100;

    /// <param name="record">The record.</param>
    /// <param name="unknownFields">What <see cref="RecordParser"/> found besides; it comes first in the result.</param>
    public static ValidationResult Validate(IntelRecord record, IReadOnlyList<FieldViolation>? unknownFields = null)
    {
        var check = new Checker(unknownFields);
        Envelope(ref check, record);
        Body(ref check, record);
        return check.Result;
    }

    private static void Envelope(ref Checker check, IntelRecord record)
    {
        check.RecordId("id", record.Id);
        check.Range("revision", record.Revision, 1, uint.MaxValue);
        var observed = check.Time("observed_at", record.ObservedAt, required: true);
        check.Given("tlp", record.Tlp);
        check.Range("confidence", record.Confidence, 0, MostConfidence);
        if (check.Time("expires_at", record.ExpiresAt) && observed && record.ExpiresAt <= record.ObservedAt)
            check.Violation("expires_at", "must be later than observed_at");
        check.Values("labels", record.Labels, Limits.Labels, TextRules.Label);
        check.Messages("links", record.Links, Limits.Links, RecordLinkRules.Link);
        if (record.Origin is not null)
            check.Violation("origin", "must be left out: a hub sets it on what it received from another hub");
    }

    private static void Body(ref Checker check, IntelRecord record)
    {
        switch (record.BodyCase)
        {
            case IntelRecord.BodyOneofCase.SellerAccount: check.Message("seller_account", record.SellerAccount, SellerAccountRules.Check); break;
            case IntelRecord.BodyOneofCase.Listing: check.Message("listing", record.Listing, ListingRules.Check); break;
            case IntelRecord.BodyOneofCase.InventoryHold: check.Message("inventory_hold", record.InventoryHold, InventoryHoldRules.Check); break;
            case IntelRecord.BodyOneofCase.TestBuy: check.Message("test_buy", record.TestBuy, TestBuyRules.Check); break;
            case IntelRecord.BodyOneofCase.Shipment: check.Message("shipment", record.Shipment, ShipmentRules.Check); break;
            case IntelRecord.BodyOneofCase.Seizure: check.Message("seizure", record.Seizure, SeizureRules.Check); break;
            case IntelRecord.BodyOneofCase.Detention: check.Message("detention", record.Detention, DetentionRules.Check); break;
            case IntelRecord.BodyOneofCase.InspectionOutcome: check.Message("inspection_outcome", record.InspectionOutcome, InspectionOutcomeRules.Check); break;
            case IntelRecord.BodyOneofCase.IpRight: check.Message("ip_right", record.IpRight, IpRightRules.Check); break;
            case IntelRecord.BodyOneofCase.LegalAction: check.Message("legal_action", record.LegalAction, LegalActionRules.Check); break;
            case IntelRecord.BodyOneofCase.Sighting: check.Message("sighting", record.Sighting, SightingRules.Check); break;
            case IntelRecord.BodyOneofCase.Inspection: check.Message("inspection", record.Inspection, InspectionRules.Check); break;
            default: check.Violation("body", "must be given: one of the record's bodies"); break;
        }
    }
}
