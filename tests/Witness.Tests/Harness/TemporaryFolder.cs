namespace SharingHub.Witness.Tests.Harness;

/// <summary>A folder that is deleted with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-witness-");

    public string Path => _folder.FullName;

    /// <summary>A witness's own folder below, which it makes itself.</summary>
    public string Witness => System.IO.Path.Combine(Path, "w1");

    public string State => System.IO.Path.Combine(Witness, "state");

    public string Key => System.IO.Path.Combine(Witness, "key");

    public void Dispose() => _folder.Delete(recursive: true);
}
