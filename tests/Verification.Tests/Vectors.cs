using System.Text.Json;

namespace SharingHub.Verification.Tests;

/// <summary>The published vectors, which lie beside the repository.</summary>
internal static class Vectors
{
    public static List<JsonElement> Read(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SharingHub.sln")))
            folder = Path.GetDirectoryName(folder);
        var path = FindAbove(folder, Path.Combine("shared", "vectors", file));
        Assert.SkipWhen(path is null, $"The published vectors are not here: shared/vectors/{file} was looked for beside the repository and above it.");
        return [.. File.ReadLines(path!).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement.Clone())];
    }

    private static string? FindAbove(string? repository, string file)
    {
        for (var folder = Path.GetDirectoryName(repository); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, file)))
                return Path.Combine(folder, file);
        }

        return null;
    }
}
