using SharingHub.Hub.Intake.Validation;
using SharingHub.Hub.Intake.Validation.CheckDigits;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Intake.Validation;

/// <summary>Each good number is a published example; of the ten digits in its check position exactly one may hold.</summary>
public class CheckDigitTests
{
    [Theory]
    [InlineData("73513537")]
    [InlineData("036000291452")]
    [InlineData("4006381333931")]
    [InlineData("10614141000415")]
    public void Of_ten_check_digits_one_makes_a_gtin(string gtin) => OnlyItself(gtin, gtin.Length - 1, value => Gtin.Holds(value));

    [Theory]
    [InlineData("CSQU3054383")]
    [InlineData("MSKU6011672")]
    public void Of_ten_check_digits_one_makes_a_container(string number) => OnlyItself(number, 10, value => Container.Holds(value));

    [Theory]
    [InlineData("RR473124829GB")]
    public void Of_ten_check_digits_one_makes_a_postal_item(string item) => OnlyItself(item, 10, value => !PostalItem.LooksLikeOneAndFails(value));

    [Theory]
    [InlineData("02012345675")]
    [InlineData("020-12345675")]
    [InlineData("020 12345675")]
    public void Of_ten_check_digits_one_makes_an_air_waybill(string waybill) =>
        OnlyItself(waybill, waybill.Length - 1, value => !AirWaybill.LooksLikeOneAndFails(value));

    [Theory]
    [InlineData("GB82WEST12345698765432")]
    [InlineData("DE89370400440532013000")]
    [InlineData("NO9386011117947")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    public void Of_a_hundred_check_digits_one_makes_an_iban(string iban)
    {
        Iban.LooksLikeOneAndFails(iban).ShouldBeFalse();
        Iban.LooksLikeOneAndFails(iban.ToLowerInvariant()).ShouldBeFalse();
        // 00, 01 and 98, 99 are congruent to 97, 98 and 01, 02: the standard keeps check digits to 02-98.
        Enumerable.Range(2, 97).Count(check => !Iban.LooksLikeOneAndFails($"{iban[..2]}{check:D2}{iban[4..]}")).ShouldBe(1);
    }

    [Theory]
    [InlineData("000123456789")]
    [InlineData("Acct 12-34/56")]
    [InlineData("DE12")]
    public void An_account_that_is_no_iban_is_left_alone(string account) => Iban.LooksLikeOneAndFails(account).ShouldBeFalse();

    [Fact]
    public void A_bad_check_digit_warns_and_never_rejects()
    {
        var shipment = Samples.Shipment();
        shipment.Shipment.Containers[0] = "CSQU3054384";
        shipment.Shipment.MasterWaybill = "020-12345676";
        shipment.Shipment.Waybill = "RR473124828GB";
        Warnings(shipment).ShouldBe(["shipment.waybill", "shipment.master_waybill", "shipment.containers[0]"]);
        Warnings(Samples.Record(r => r.Listing = new Listing { Marketplace = "m", ListingId = "l", Gtin = "4006381333932" })).ShouldBe(["listing.gtin"]);
    }

    [Fact]
    public void A_master_waybill_by_sea_is_no_air_waybill()
    {
        var shipment = Samples.Shipment();
        shipment.Shipment.Mode = TransportMode.Sea;
        shipment.Shipment.MasterWaybill = "020-12345676";
        Warnings(shipment).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("huiwang6349@inbox.example", "+86 579 43954675", "DE17061925640497849114", false)]
    [InlineData("info@müller.example", "(+12) 135872781", "123456", false)]
    [InlineData("no at sign", "none", "DE17061925640497849115", true)]
    [InlineData("a@b", "12 34", "GB82 WEST 1234 5698 7654 33", true)]
    public void A_contact_of_wrong_form_warns_and_never_rejects(string email, string phone, string account, bool warns)
    {
        var seller = new SellerAccount { Marketplace = "m", SellerId = "s", Emails = { email }, Phones = { phone }, BankAccounts = { account } };
        Warnings(Samples.Record(r => r.SellerAccount = seller))
            .ShouldBe(warns ? ["seller_account.emails[0]", "seller_account.phones[0]", "seller_account.bank_accounts[0]"] : []);
    }

    private static void OnlyItself(string good, int position, Func<string, bool> holds) =>
        Enumerable.Range(0, 10).Select(digit => $"{good[..position]}{digit}{good[(position + 1)..]}").Where(holds).ShouldBe([good]);

    private static string[] Warnings(IntelRecord record)
    {
        var result = RecordValidator.Validate(record);
        result.Violations.ShouldBeEmpty();
        return [.. result.Warnings.Select(w => w.Field)];
    }
}
