using SharingHub.Hub.Foundation.Codes;

namespace SharingHub.Hub.Tests.Foundation;

public class CodeTests
{
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly string[] Pairs = [.. from a in Capitals from b in Capitals select $"{a}{b}"];

    [Fact]
    public void Of_676_pairs_249_are_countries()
    {
        Pairs.Count(pair => Countries.Contain(pair)).ShouldBe(249);
        foreach (var (code, good) in new[] { ("GB", true), ("UK", false), ("XK", false), ("EU", false), ("SS", true), ("AN", false), ("ZW", true), ("us", false), ("USA", false), ("", false) })
            Countries.Contain(code).ShouldBe(good, code);
    }

    [Fact]
    public void Of_17576_triples_177_are_currencies()
    {
        Pairs.SelectMany(pair => Capitals.Select(c => pair + c)).Count(code => Currencies.Contain(code)).ShouldBe(177);
        foreach (var (code, good) in new[] { ("USD", true), ("EUR", true), ("CNY", true), ("ZWG", true), ("XCG", true), ("ZWL", false), ("DEM", false), ("XXX", false), ("XTS", false), ("usd", false), ("US", false) })
            Currencies.Contain(code).ShouldBe(good, code);
    }

    [Fact]
    public void Of_a_million_numbers_96_chapters_are_harmonized()
    {
        Enumerable.Range(0, 1_000_000).Count(number => HarmonizedSystem.HasForm($"{number:D6}")).ShouldBe(96 * 10_000);
        foreach (var code in new[] { "009999", "770000", "980000", "990000", "64039", "6403991", "64O399", "", "６４０３９９" })
            HarmonizedSystem.HasForm(code).ShouldBeFalse(code);
    }

    [Theory]
    [InlineData("USLAX", true)]
    [InlineData("US2AB", true)]
    [InlineData("US1AB", false)]
    [InlineData("US0AB", false)]
    [InlineData("UKLON", false)]
    [InlineData("uslax", false)]
    [InlineData("USLA", false)]
    [InlineData("USLAXX", false)]
    public void A_place_is_a_country_and_three_characters(string code, bool good) => UnLocode.HasForm(code).ShouldBe(good);

    [Theory]
    [InlineData("EM", true)]
    [InlineData("WO", true)]
    [InlineData("US", true)]
    [InlineData("USPTO", true)]
    [InlineData("ZZ", false)]
    [InlineData("", false)]
    [InlineData("U", false)]
    [InlineData("uspto", false)]
    [InlineData("ABCDEFGHIJKLM", false)]
    public void An_office_is_a_known_pair_or_a_short_name(string office, bool good) => IpOffices.Contain(office).ShouldBe(good);

    [Fact]
    public void Of_676_pairs_263_are_offices() => Pairs.Count(pair => IpOffices.Contain(pair)).ShouldBe(249 + 14);
}
