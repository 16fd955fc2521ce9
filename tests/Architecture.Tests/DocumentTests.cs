using System.Text.RegularExpressions;

namespace SharingHub.Architecture.Tests;

/// <summary>What the documents for today's readers point at. Decision records may name what was there once.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(TheHouse.Sources, "../.."));

    private static readonly string[] Folders = ["src", "tests", "gateway"];

    private static IEnumerable<string> Documents =>
    [
        Path.Combine(Root, "README.md"),
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"),
        .. Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "README.md", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Root, file).Split('/').Any(part => part is "bin" or "obj" or "node_modules")),
    ];

    [Fact]
    public void What_a_document_names_by_its_path_is_there() => Missing(Named(), (_, path) => Path.Combine(Root, path)).ShouldBeEmpty();

    [Fact]
    public void What_a_document_links_to_is_there() => Missing(Linked(), (file, path) => Path.Combine(Path.GetDirectoryName(file)!, path)).ShouldBeEmpty();

    private static List<string> Missing(Regex pointer, Func<string, string, string> place)
    {
        var pointers = Documents.SelectMany(file => pointer.Matches(File.ReadAllText(file)).Select(m => (File: file, Path: m.Groups[1].Value))).ToList();
        pointers.Count.ShouldBeGreaterThan(10, "it looks at them");
        return [.. pointers.Where(p => !Path.Exists(place(p.File, p.Path))).Select(p => $"{Path.GetRelativePath(Root, p.File)}: {p.Path}")];
    }

    [GeneratedRegex("`((?:src|tests|docs|protos|gateway)/[A-Za-z0-9./_-]*)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]+)")]
    private static partial Regex Linked();
}
