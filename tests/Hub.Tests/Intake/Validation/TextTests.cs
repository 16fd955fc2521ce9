using SharingHub.Hub.Intake.Validation;

namespace SharingHub.Hub.Tests.Intake.Validation;

public class TextTests
{
    [Theory]
    [InlineData("Łódź Handel Sp. z o.o.")]
    [InlineData("深圳市长青银工业有限公司")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("Smile \U0001F600 Shop")]
    [InlineData("\u200Fשלום")]
    public void Names_are_in_any_script(string name) => ViolationsOfName(name).ShouldBeEmpty();

    [Fact]
    public void Every_forbidden_character_is_refused_in_names_and_no_other()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var forbidden = c is < 0x20 or >= 0x7F and <= 0x9F or 0x200B or >= 0x2028 and <= 0x202E or >= 0x2060 and <= 0x206F or >= 0xD800 and <= 0xDFFF or 0xFEFF;
            Characters.AreAcceptable($"a{(char)c}b", joiners: true).ShouldBe(!forbidden, $"U+{c:X4}");
        }
    }

    [Fact]
    public void A_surrogate_without_its_partner_is_refused()
    {
        ViolationsOfName("a\uD83D").ShouldBe(["shipment.shipper.name"]);
        ViolationsOfName("\uDE00\uD83D").ShouldBe(["shipment.shipper.name"]);
        ViolationsOfName("\uD83D\uDE00").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("67\u200C02")]
    [InlineData("67\u200D02")]
    [InlineData(" 6702")]
    [InlineData("6702 ")]
    [InlineData("6702\u3000")]
    public void Codes_hold_nothing_invisible(string waybill)
    {
        var record = Samples.Shipment();
        record.Shipment.Waybill = waybill;
        RecordValidator.Validate(record).Violations.Select(v => v.Field).ShouldBe(["shipment.waybill"]);
    }

    [Fact]
    public void Lengths_count_code_points()
    {
        ViolationsOfName(string.Concat(Enumerable.Repeat("\U0001F600", 300))).ShouldBeEmpty();
        ViolationsOfName(string.Concat(Enumerable.Repeat("\U0001F600", 301))).ShouldBe(["shipment.shipper.name"]);
    }

    private static string[] ViolationsOfName(string name)
    {
        var record = Samples.Shipment();
        record.Shipment.Shipper.Name = name;
        return [.. RecordValidator.Validate(record).Violations.Select(v => v.Field)];
    }
}
