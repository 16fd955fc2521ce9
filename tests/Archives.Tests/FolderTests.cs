using System.Diagnostics;
using SharingHub.Archives.Format;
using SharingHub.Archives.Tests.Given;

namespace SharingHub.Archives.Tests;

public sealed class FolderTests : IDisposable
{
    private static readonly int Entries = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1" ? 200_000 : 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-archive-");

    [Fact]
    public void A_folder_is_checked_as_it_lies_and_a_hidden_file_in_it_is_named()
    {
        Operation.Of(Entries).Archive().WriteTo(_folder);

        var started = Stopwatch.GetTimestamp();
        var clean = Verify();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Entries / Stopwatch.GetElapsedTime(started).TotalSeconds:0} entries/s, {clean.Decided} views decided again");
        clean.Findings.ShouldBeEmpty();
        clean.Entries.ShouldBe(Entries);

        File.WriteAllText(Path.Combine(_folder.FullName, "tile", ".notes"), "");
        Verify().Findings.Single().Path.ShouldBe("tile/.notes");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_so() =>
        Should.Throw<DirectoryNotFoundException>(() => ArchiveFiles.Of(new DirectoryInfo(Path.Combine(_folder.FullName, "none"))));

    public void Dispose() => _folder.Delete(recursive: true);

    private ArchiveReport Verify()
    {
        var files = ArchiveFiles.Of(_folder);
        return ArchiveVerifier.Verify(files, ArchivePolicy.Of(files).OrThrow(), stop: TestContext.Current.CancellationToken);
    }
}
