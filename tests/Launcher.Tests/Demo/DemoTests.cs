using System.Globalization;
using System.Text.RegularExpressions;

namespace SharingHub.Launcher.Tests.Demo;

public sealed partial class DemoTests
{
    [Fact]
    public async Task Every_claim_of_the_demo_holds_and_together_members_find_more_than_each_alone()
    {
        var demo = await LauncherProgram.RunAsync("demo");

        demo.ExitCode.ShouldBe(0, demo.Output + demo.Errors);
        demo.Output.ShouldContain("Everything held. Nothing is left running.");
        demo.Output.ShouldNotContain("[FAILED]");
        var found = Rows().Matches(demo.Output).ToDictionary(row => row.Groups["who"].Value, row => int.Parse(row.Groups["last"].Value, CultureInfo.InvariantCulture));
        found.Keys.ShouldBe(["amazonia alone", "bazaarly alone", "cartwheel alone", "customs alone", "all together"]);
        found.Where(row => row.Key != "all together").ShouldAllBe(row => row.Value < found["all together"]);
    }

    [Fact]
    public async Task Every_claim_of_the_demo_of_two_hubs_holds()
    {
        var demo = await LauncherProgram.RunAsync("demo", "federation");

        demo.ExitCode.ShouldBe(0, demo.Output + demo.Errors);
        demo.Output.ShouldContain("Everything held. Nothing is left running.");
        demo.Output.ShouldNotContain("[FAILED]");
        demo.Output.ShouldContain("customs@us, acknowledged");
    }

    // A row of the table, with the number found at the largest budget.
    [GeneratedRegex(@"^ +(?<who>\w+ (alone|together)) +(\d+ +\d+ % +)+?(?<last>\d+) +\d+ %$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();
}
