namespace SharingHub.Sdk.Keeping;

/// <summary>
/// What the hub said of an event, kept by whoever got it until the ledger proves it: <see cref="KeptAct"/> or <see cref="KeptDisclosure"/>.
/// It names records and never holds what they say.
/// </summary>
/// <param name="EventId">The event that the ledger must show.</param>
public abstract record KeptReceipt(Guid EventId)
{
    private protected static Guid IdOf(string text) =>
        Guid.TryParseExact(text, "D", out var id) ? id : throw HubException.Broken("The hub gave a receipt whose id is no UUID.");
}
