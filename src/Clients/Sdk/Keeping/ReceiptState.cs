namespace SharingHub.Sdk.Keeping;

/// <summary>What the ledger makes of a kept receipt.</summary>
public enum ReceiptState
{
    /// <summary>The ledger shows the event, and it says what the receipt said.</summary>
    Proven,

    /// <summary>Not shown yet, and nothing is wrong: ask again later.</summary>
    Pending,

    /// <summary>The record was expunged before it was proven: by the hub's word the event stands, and nobody can open it.</summary>
    Erased,

    /// <summary>The ledger does not show it, shows something else, or what is kept was changed.</summary>
    Wrong,
}
