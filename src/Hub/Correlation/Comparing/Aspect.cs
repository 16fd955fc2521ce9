namespace SharingHub.Hub.Correlation.Comparing;

/// <summary>What two mentions are compared by.</summary>
internal enum Aspect : byte
{
    Name,
    Address,
    Email,
    Phone,
    BankAccount,

    /// <summary>Tax numbers, carriers' account numbers, web sites: rarely there on both sides, so they are weighed as one.</summary>
    OtherIdentifier,
}
