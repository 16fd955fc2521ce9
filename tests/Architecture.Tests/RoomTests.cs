using System.Text.RegularExpressions;

namespace SharingHub.Architecture.Tests;

/// <summary>Who may ask whom. One way only, so that what says yes to a disclosure stays in one place.</summary>
public sealed partial class RoomTests
{
    /// <summary>Asked by all: what has no rule of its own, and history, which everything is a fold over.</summary>
    private static readonly string[] Common = ["Foundation", "History"];

    private static readonly Dictionary<string, string[]> MayAsk = new()
    {
        ["Foundation"] = [],
        ["History"] = ["Foundation"],
        ["Members"] = [.. Common],
        ["Agreements"] = [.. Common, "Members"],
        ["Intake"] = [.. Common, "Members"],
        ["Ledger"] = [.. Common],
        ["Retention"] = [.. Common, "Intake", "Ledger"],
        // What an identifier is, Intake's validation knows.
        ["Correlation"] = [.. Common, "Intake", "Disclosure"],
        ["Disclosure"] = [.. Common, "Agreements", "Members", "Ledger"],
        ["Targeting"] = [.. Common, "Correlation", "Disclosure", "Intake", "Ledger", "Members"],
        ["Audit"] = [.. Common, "Ledger", "Disclosure", "Agreements"],
        // A peer hub is a member; what it sends becomes records and agreements of its members.
        ["Federation"] = [.. Common, "Agreements", "Disclosure", "Intake", "Ledger", "Members", "Retention"],
        // Composition: it sets up what it runs, and finds out who calls.
        ["Hosting"] = [.. Common, "Members"],
    };

    [Fact]
    public void Every_folder_is_a_room_that_is_named_here() =>
        Directory.GetDirectories(TheHouse.Sources).Select(Path.GetFileName).Where(d => d is not ("bin" or "obj" or "Properties"))
            .ShouldBe(MayAsk.Keys, ignoreOrder: true);

    [Fact]
    public void A_room_asks_only_whom_it_may()
    {
        var asked = Files().SelectMany(file => Mentions().Matches(File.ReadAllText(file)).Select(m => (Room: RoomOf(file), Asks: m.Groups[1].Value, file)))
            .Where(a => a.Room != a.Asks && MayAsk.ContainsKey(a.Asks)).ToList();

        asked.Count.ShouldBeGreaterThan(30, "the scan finds what there is");
        asked.Where(a => !MayAsk[a.Room].Contains(a.Asks)).Select(a => $"{a.Room} asks {a.Asks}: {Path.GetRelativePath(TheHouse.Sources, a.file)}").ShouldBeEmpty();
    }

    [Fact]
    public void A_files_namespace_is_its_folder()
    {
        foreach (var file in Files())
        {
            var folder = Path.GetRelativePath(TheHouse.Sources, Path.GetDirectoryName(file)!).Replace('/', '.');
            File.ReadAllText(file).ShouldContain($"namespace SharingHub.Hub.{folder};", customMessage: file);
        }
    }

    private static string RoomOf(string file) => Path.GetRelativePath(TheHouse.Sources, file).Split('/')[0];

    private static IEnumerable<string> Files() => MayAsk.Keys.SelectMany(room =>
        Directory.GetFiles(Path.Combine(TheHouse.Sources, room), "*.cs", SearchOption.AllDirectories));

    // A using, a qualified name, or an alias all name the room.
    [GeneratedRegex(@"(?<!namespace )SharingHub\.Hub\.([A-Z]\w+)")]
    private static partial Regex Mentions();
}
