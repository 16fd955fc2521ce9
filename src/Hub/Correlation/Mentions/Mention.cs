using SharingHub.Hub.Correlation.Addresses;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Names;

namespace SharingHub.Hub.Correlation.Mentions;

/// <summary>A party as one record speaks of it, ready to be found and compared.</summary>
/// <param name="Field">Where the record speaks of it: <c>shipment.consignee</c>, <c>seller_account</c>.</param>
internal sealed record Mention(
    PartyRole Role, string Field, NameForm? Name, AddressForm[] Addresses, Identifier[] Identifiers, IndexEntry[] Entries)
{
    /// <summary>Whether another mentions the same party in the same place by all that is compared.</summary>
    public bool SaysTheSameAs(Mention other) =>
        Role == other.Role && Field == other.Field && Name == other.Name
        && Addresses.SequenceEqual(other.Addresses) && Identifiers.SequenceEqual(other.Identifiers) && Entries.SequenceEqual(other.Entries);
}
