using SharingHub.Hub.Correlation.Addresses;
using SharingHub.Hub.Correlation.Comparing;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Correlation;

public sealed class AddressTests
{
    [Theory]
    [InlineData("Rm 940, Bldg 13, 534 Delaware Ave.", "534", "delawareave", "13", "940")]
    [InlineData("ROOM 940, BUILDING 13, 534 DELAWARE AVENUE", "534", "delawareave", "13", "940")]
    [InlineData("6194 Nguyen Hue St|Stee 757", "6194", "nguyenhuest", "", "757")]
    [InlineData("3543 Grant Street", "3543", "grantst", "", "")]
    [InlineData("491 Jiefang West Road", "491", "jiefangwrd", "", "")]
    [InlineData("491 JiefangW . Road", "491", "jiefangwrd", "", "")]
    public void An_address_is_taken_apart(string lines, string house, string street, string building, string unit)
    {
        var form = AddressForm.Of(Address(lines))!;
        (form.House, form.Street, form.Building, form.Unit).ShouldBe((house, street, building, unit));
    }

    [Fact]
    public void A_city_alone_is_nobodys_address() => AddressForm.Of(new PostalAddress { City = "Miami", Country = "US" }).ShouldBeNull();

    [Theory]
    [InlineData("6194 Nguyen Hue St|Suite 757", "6194 NGUYEN HUE STREET|STE 757", Level.Same)]
    [InlineData("6194 Nguyen Hue St|Suite 757", "6g94 Ngueyn Hue Street|Ste 757", Level.Close)]
    [InlineData("6194 Nguyen Hue St|Suite 757", "61994 Nguyen Hue St|Suite 757", Level.Close)]
    [InlineData("6194 Nguyen Hue St|Suite 757", "6195 Nguyen Hue St|Suite 758", Level.Different)]
    [InlineData("6194 Nguyen Hue St|Suite 757", "6194 Nguyen Hue St|Suite 12", Level.Different)]
    [InlineData("6194 Nguyen Hue St|Suite 757", "6194 Ordu Caddesi|Suite 757", Level.Different)]
    public void Next_door_is_another_address_and_a_slip_is_not(string one, string other, object level)
    {
        AddressComparison.Compare([AddressForm.Of(Address(one))!], [AddressForm.Of(Address(other))!]).ShouldBe(level);
        AddressComparison.Compare([AddressForm.Of(Address(other))!], [AddressForm.Of(Address(one))!]).ShouldBe(level);
    }

    [Fact]
    public void Another_country_is_another_address() =>
        AddressComparison.Compare([AddressForm.Of(Address("1 High St"))!], [AddressForm.Of(Address("1 High St", "GB"))!]).ShouldBe(Level.Different);

    private static PostalAddress Address(string lines, string country = "US") => new() { Lines = { lines.Split('|') }, City = "Miami", Country = country };
}
