namespace SharingHub.Hub.Correlation.Addresses;

/// <summary>What a word announces: the number after it is of a unit, of a building; or it is a usual word in its short form.</summary>
internal readonly record struct AddressWord(AddressPart Part, string Short);
