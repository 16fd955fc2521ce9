using SharingHub.Launcher.Hosting;

namespace SharingHub.Launcher.Tests;

/// <summary>A folder that a test may fill, deleted with what lies behind its link.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = DataFolder.MakeTemporary();

    public void Dispose() => DataFolder.Delete(Path);
}
