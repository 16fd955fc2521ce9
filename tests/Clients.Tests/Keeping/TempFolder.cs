namespace SharingHub.Clients.Tests.Keeping;

/// <summary>A folder that is deleted with it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-receipts-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "kept");

    /// <summary>The one file of this kind.</summary>
    public string File(string suffix) => Directory.GetFiles(Path, "*" + suffix).ShouldHaveSingleItem();

    public void Dispose() => _folder.Delete(recursive: true);
}
