namespace SharingHub.Verification.Logs;

/// <summary>Something that is not as it must be.</summary>
/// <param name="Path">The file that is at fault, or cannot be told from the one that is.</param>
/// <param name="Index">The entry, where it is about one.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record LogFinding(string Path, long? Index, string Sentence)
{
    public override string ToString() => Index is { } index ? $"{Path}, entry {index}: {Sentence}" : $"{Path}: {Sentence}";
}
