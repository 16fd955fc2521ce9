using SharingHub.Archives.Format;

namespace SharingHub.Archives.Tests.Given;

/// <summary>An archive in memory.</summary>
internal sealed class GivenArchive(Dictionary<string, byte[]> files)
{
    public Dictionary<string, byte[]> Files { get; } = files;

    public ArchiveReport Verify(bool keyGiven = true)
    {
        var archive = new ArchiveFiles(Files.Keys, name => Files.TryGetValue(name, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?));
        var policy = ArchivePolicy.Of(archive, keyGiven ? GivenHistory.Log.Key.ToString() : null);
        return policy.Ok
            ? ArchiveVerifier.Verify(archive, policy.Value, stop: TestContext.Current.CancellationToken)
            : throw new FormatException(policy.Problem.Sentence);
    }

    /// <summary>The same with another file; without it if there are no bytes.</summary>
    public GivenArchive With(string name, byte[]? bytes)
    {
        var changed = new Dictionary<string, byte[]>(Files);
        _ = bytes is null ? changed.Remove(name) : (changed[name] = bytes) is not null;
        return new GivenArchive(changed);
    }

    public GivenArchive WithFlip(string name, int at, int bit)
    {
        var bytes = Files[name].ToArray();
        bytes[at] ^= (byte)(1 << bit);
        return With(name, bytes);
    }

    public void WriteTo(DirectoryInfo folder)
    {
        foreach (var (name, bytes) in Files)
        {
            var file = new FileInfo(Path.Combine(folder.FullName, name));
            file.Directory!.Create();
            File.WriteAllBytes(file.FullName, bytes);
        }
    }

    /// <summary>The same with other lines of events.</summary>
    public GivenArchive WithLines(Func<List<string>, IEnumerable<string>> change)
    {
        var name = ArchiveNames.Events(0);
        var lines = System.Text.Encoding.UTF8.GetString(Files[name]).TrimEnd('\n').Split('\n').ToList();
        return With(name, System.Text.Encoding.UTF8.GetBytes(string.Concat(change(lines).Select(l => l + "\n"))));
    }
}
