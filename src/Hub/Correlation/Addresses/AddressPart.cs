namespace SharingHub.Hub.Correlation.Addresses;

internal enum AddressPart : byte
{
    Street,
    Unit,
    Building,
}
