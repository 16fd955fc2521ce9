using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>
/// Who may open an event: whoever it is of; whom it was between, where it is of a disclosure or an agreement; an auditor, but for what records
/// say, which is for grants to open and not for a mandate.
/// </summary>
internal static class ReceiptAccess
{
    /// <param name="parties">Whom the event's stream is between; nobody, for most streams.</param>
    public static Opening Decide(string member, bool auditor, string eventMember, string eventType, IEnumerable<string> parties)
    {
        // A record's event is its contributor's, and what a member did is its own.
        if (eventMember == member || parties.Contains(member))
        {
            return Opening.Whole;
        }

        return !auditor ? Opening.None : EventTypes.IsRecord(eventType) ? Opening.Envelope : Opening.Whole;
    }
}
