using System.Diagnostics;
using SharingHub.Archives;
using SharingHub.Archives.Format;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Figures;

/// <summary>Checking an archive whole, in this process on one processor: tree, envelopes, streams, and each disclosure decided again.</summary>
internal sealed class ArchiveCheck(params Comparison[] beside) : Line("archive", "entries of an archive checked", beside)
{
    public const string Rate = "entries/s";

    private DirectoryInfo _folder = null!;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.ReadSetAsync(cancellation);
        _folder = await stage.ExportAsync(cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var (report, took) = await pass.MeasureAsync(() =>
        {
            var began = Stopwatch.GetTimestamp();
            var files = ArchiveFiles.Of(_folder);
            var report = ArchiveVerifier.Verify(files, ArchivePolicy.Of(files, pass.Stage.Host.Ready.LedgerVkey).OrThrow(), stop: cancellation);
            return Task.FromResult((report, Stopwatch.GetElapsedTime(began)));
        });
        return report.Clean && report.Entries > pass.Stage.Records
            ? [new(Rate, report.Entries / took.TotalSeconds)]
            : throw new MeasurementException($"the archive of {report.Entries} entries has {report.Findings.Count} findings");
    }
}
