using SharingHub.Hub.Correlation.Identifiers;

namespace SharingHub.Hub.Tests.Correlation;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("+862028959378", "", "+862028959378")]
    [InlineData("+86 20 2895 9378", "", "+862028959378")]
    [InlineData("(+86) 2028959378", "", "+862028959378")]
    [InlineData("00862028959378", "", "+862028959378")]
    [InlineData("+13-1229-63689", "", "+13122963689")]
    [InlineData("(312) 296-3689", "US", "+13122963689")]
    [InlineData("020 2895 9378", "CN", "+862028959378")]
    [InlineData("020 2895 9378", "", null)]
    [InlineData("+999 1234567", "", null)]
    [InlineData("+1312", "", null)]
    [InlineData("+1312296368900000000000000000000000000000000", "", null)]
    [InlineData("none", "US", null)]
    [InlineData("", "US", null)]
    public void A_phone_is_its_E164(string raw, string country, string? canonical) => Phones.Normalise(raw, country).ShouldBe(canonical);

    [Theory]
    [InlineData(" Mei.Li@Post.Example ", "mei.li@post.example")]
    [InlineData("mei@BÜCHER.example", "mei@xn--bcher-kva.example")]
    [InlineData("mei@@post.example", null)]
    [InlineData("post.example", null)]
    [InlineData("", null)]
    public void An_email_is_in_small_letters_with_its_domain_as_A_label(string raw, string? canonical) => Emails.Normalise(raw).ShouldBe(canonical);

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00", "DE89370400440532013000")]
    [InlineData("de89370400440532013000", "DE89370400440532013000")]
    [InlineData("DE88370400440532013000", null)]
    [InlineData("123-456-789", "123456789")]
    [InlineData("12", null)]
    public void A_bank_account_with_wrong_check_digits_is_not_joined_on(string raw, string? canonical) => Codes.BankAccount(raw).ShouldBe(canonical);

    [Theory]
    [InlineData("61-5951-5583", "CN", "CN6159515583")]
    [InlineData("de 123456789", "DE", "DE123456789")]
    [InlineData("---", "CN", null)]
    public void A_tax_number_is_prefixed_by_its_country(string raw, string country, string? canonical) => Codes.TaxId(raw, country).ShouldBe(canonical);

    [Theory]
    [InlineData("CSQU3054383", "CSQU3054383")]
    [InlineData("csqu 305438-3", "CSQU3054383")]
    [InlineData("CSQU3054384", null)]
    public void A_container_needs_its_check_digit(string raw, string? canonical) => Codes.ContainerNumber(raw).ShouldBe(canonical);

    [Theory]
    [InlineData("8031001786", "8031001786")]
    [InlineData("176-12345675", "17612345675")]
    [InlineData("176-12345676", null)]
    [InlineData("RR473124829GB", "RR473124829GB")]
    [InlineData("RR473124828GB", null)]
    public void A_waybill_is_its_digits_unless_their_check_fails(string raw, string? canonical) => Codes.Waybill(raw).ShouldBe(canonical);

    [Theory]
    [InlineData("https://www.Shop.example/a/?q=1#x", "shop.example/a")]
    [InlineData("shop.example/", "shop.example")]
    [InlineData("shop", null)]
    public void A_web_site_is_host_and_path(string raw, string? canonical) => Codes.Website(raw).ShouldBe(canonical);
}
