using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>How far a record says that its parties deal in counterfeits.</summary>
internal static class Accusation
{
    /// <summary>0 to 1. A confidence of 50 or less is as likely wrong as right and says nothing; above, what it exceeds 50 by, doubled.</summary>
    public static double Of(IntelRecord record) => Accuses(record) ? Math.Max(0, 2.0 * Math.Min(record.Confidence, 100) - 100) / 100 : 0;

    private static bool Accuses(IntelRecord record) => record.BodyCase switch
    {
        IntelRecord.BodyOneofCase.SellerAccount => record.SellerAccount.Status is SellerStatus.Suspended or SellerStatus.Terminated,
        IntelRecord.BodyOneofCase.Listing => record.Listing.SuspectedInfringement is not (Infringement.Unspecified or Infringement.None),
        IntelRecord.BodyOneofCase.InventoryHold => record.InventoryHold.Disposition != Disposition.Released
            && record.InventoryHold.Reason is HoldReason.AuthenticityFailed or HoldReason.BrandComplaint,
        IntelRecord.BodyOneofCase.TestBuy => record.TestBuy.Determination == Determination.Counterfeit,
        IntelRecord.BodyOneofCase.Seizure or IntelRecord.BodyOneofCase.Detention => true,
        IntelRecord.BodyOneofCase.InspectionOutcome => record.InspectionOutcome.Result == InspectionResult.Seized,
        IntelRecord.BodyOneofCase.LegalAction => record.LegalAction.Status != LegalActionStatus.Dismissed,
        _ => false,
    };
}
