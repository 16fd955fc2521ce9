using SharingHub.Hub.Correlation.Comparing;
using SharingHub.Hub.Correlation.Names;

namespace SharingHub.Hub.Tests.Correlation;

public sealed class NameTests
{
    [Theory]
    [InlineData("Sunrise Xinda Accessories Co., Ltd.", "accessoriessunrisexinda")]
    [InlineData("SUNRISE XINDA ACCESSORIES", "accessoriessunrisexinda")]
    [InlineData("Maison Aubrac S.p.A.", "aubracmaison")]
    [InlineData("Khan, Qing", "khanqing")]
    [InlineData("Ｓｕｎ Ｉｎｇ", "ingsun")]
    [InlineData("Müller & Søn Straße ﬁrm", "firmmullersonstrasse")]
    [InlineData("Co. Ltd.", "coltd")]
    public void A_name_is_its_words_in_order_without_legal_form(string raw, string sorted) => NameForm.Of(raw)!.Sorted.ShouldBe(sorted);

    [Theory]
    [InlineData("")]
    [InlineData(" -.,")]
    public void What_holds_no_letter_is_no_name(string raw) => NameForm.Of(raw).ShouldBeNull();

    [Theory]
    [InlineData("Zheng Ling", "LING ZHENG", Level.Same)]
    [InlineData("Zheng Ling", "ZhengL ing", Level.Same)]
    [InlineData("Zheng Ling", "Linng, Zheng", Level.Close)]
    [InlineData("Ocean Prime Industrial Inc.", "OCEAN PRIME NIDUSTRIAL GMBH", Level.Close)]
    [InlineData("Zheng Ling", "Fatima Okafor", Level.Different)]
    [InlineData("Li Wei", "Li Mo", Level.Different)]
    [InlineData("Zheng Ling", "", Level.Missing)]
    public void Names_agree_but_for_slips(string one, string other, object level)
    {
        NameComparison.Compare(NameForm.Of(one), NameForm.Of(other)).ShouldBe(level);
        NameComparison.Compare(NameForm.Of(other), NameForm.Of(one)).ShouldBe(level);
    }

    [Theory]
    [InlineData("kitten", "kitten", 3, 0)]
    [InlineData("kitten", "sitten", 3, 1)]
    [InlineData("kitten", "iktten", 3, 1)]
    [InlineData("kitten", "sitting", 3, 3)]
    [InlineData("kitten", "sitting", 2, 3)]
    [InlineData("", "abc", 5, 3)]
    [InlineData("abcdefgh", "a", 3, 4)]
    public void Slips_are_counted_up_to_a_bound(string one, string other, int bound, int slips) => Closeness.Slips(one, other, bound).ShouldBe(slips);
}
