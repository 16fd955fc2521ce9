using SharingHub.Hub.History;
using SharingHub.V1;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>
/// Who may open an event: whoever it is of; of a disclosure and its acknowledgement, the recipient and the contributor of its records; an
/// auditor, but for what records say, which is for grants to open and not for a mandate.
/// </summary>
internal static class ReceiptAccess
{
    /// <param name="disclosed">The disclosure, when the event is of a disclosure's stream.</param>
    public static Opening Decide(string member, bool auditor, string eventMember, string eventType, Disclosed? disclosed)
    {
        // A record's event is its contributor's, and what a member did is its own.
        if (eventMember == member || disclosed?.Recipient == member || disclosed?.Records.Any(r => r.Name.Contributor == member) == true)
        {
            return Opening.Whole;
        }

        return !auditor ? Opening.None : EventTypes.IsRecord(eventType) ? Opening.Envelope : Opening.Whole;
    }
}
