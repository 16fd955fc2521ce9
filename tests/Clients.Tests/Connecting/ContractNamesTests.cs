using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Connecting;

public sealed class ContractNamesTests
{
    [Theory]
    [InlineData("border-targeting")]
    [InlineData("BORDER_TARGETING")]
    [InlineData("PURPOSE_BORDER_TARGETING")]
    public void A_purpose_is_read_in_every_form(string text)
    {
        ContractNames.TryParse<Purpose>(text, out var purpose).ShouldBeTrue();
        purpose.ShouldBe(Purpose.BorderTargeting);
        purpose.ToScope().ShouldBe("purpose:border_targeting");
    }

    [Fact]
    public void Unspecified_is_no_name() => ContractNames.TryParse<Purpose>("unspecified", out _).ShouldBeFalse();

    [Fact]
    public void Every_value_of_the_closed_lists_survives_writing_and_reading()
    {
        foreach (var kind in Enum.GetValues<RecordKind>().Where(kind => kind != RecordKind.Unspecified))
        {
            ContractNames.TryParse<RecordKind>(kind.ToName(), out var read).ShouldBeTrue();
            read.ShouldBe(kind);
        }
    }

    [Theory]
    [InlineData("amazonia/listing/lst-1")]
    [InlineData("amazonia@north/ip_right/r.1:2@7")]
    public void A_record_name_survives_reading_and_writing(string text)
    {
        RecordNames.TryParse(text, out var name).ShouldBeTrue();
        name!.ToText().ShouldBe(text);
    }

    [Theory]
    [InlineData("lst-1")]
    [InlineData("amazonia/nonsense/lst-1")]
    [InlineData("amazonia/listing/")]
    [InlineData("amazonia/listing/a@b")]
    [InlineData("a/amazonia/listing/lst-1")]
    public void What_is_no_record_name_is_not_read(string text) => RecordNames.TryParse(text, out _).ShouldBeFalse();
}
