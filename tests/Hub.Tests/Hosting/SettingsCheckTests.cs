using Microsoft.Extensions.Configuration;
using SharingHub.Hub.Hosting;

namespace SharingHub.Hub.Tests.Hosting;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Federation:StopAfter", "00:00:09.9")]
    [InlineData("Federation:StopAfter", "-01:00:00")]
    [InlineData("Federation:StopAfter", "soon")]
    [InlineData("Hub:Ledger:EvidenceLimit", "00:00:00")]
    [InlineData("Hub:Ledger:EvidenceLimit", "never")]
    public void A_time_that_cannot_be_is_named_with_what_would_be_right(string setting, string value) =>
        Problems(setting, value).ShouldHaveSingleItem().ShouldContain("e.g. 0");

    [Theory]
    [InlineData("Federation:StopAfter", "00:00:10")]
    [InlineData("Federation:StopAfter", "1.00:00:00")]
    [InlineData("Hub:Ledger:EvidenceLimit", "00:00:01")]
    public void A_time_that_can_be_is_taken(string setting, string value) => Problems(setting, value).ShouldBeEmpty();

    /// <summary>What is said of one setting; all others are missing, and said to be.</summary>
    private static IEnumerable<string> Problems(string setting, string value) =>
        SettingsCheck.Problems(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build()).Where(p => p.StartsWith(setting, StringComparison.Ordinal));
}
