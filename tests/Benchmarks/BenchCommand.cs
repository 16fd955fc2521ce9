using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;
using SharingHub.Launcher;

namespace SharingHub.Benchmarks;

/// <summary><c>./hub bench</c>: measures lines, prints tables, and fails when one could not be measured. A mark that is missed is no failure.</summary>
internal sealed class BenchCommand(TextWriter says)
{
    private const int Records = 100_000, Passes = 3;
    private const int QuickRecords = 10_000, QuickPasses = 1;

    public IReadOnlyCollection<string> Names { get; init; } = [];

    public string? Json { get; init; }

    public bool Quick { get; init; }

    public bool Profile { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var lines = Catalogue.Select(Names);
        if (Json is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(Json))))
            throw new LauncherException($"--json must be a file in a folder that is there, is {Json}.");
        var began = Stopwatch.GetTimestamp();
        await using var stage = new Stage(Quick ? QuickRecords : Records, says);
        var runner = new Runner(stage, says);
        var results = await runner.RunAsync(lines, Quick ? QuickPasses : Passes, cancellation);
        var machine = await Machine.LookAsync(stage, cancellation);
        await PrintAsync(machine, results);
        if (Profile)
            await SampleAsync(runner, stage, lines, cancellation);
        if (Json is not null)
            await Report.WriteAsync(Json, machine, stage.Records, results, runner.Failed, cancellation);
        await says.WriteLineAsync($"{results.Count} measured, {runner.Failed.Count} not, in {Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes.");
        return runner.Failed.Count == 0 ? ExitCodes.Good : ExitCodes.Failed;
    }

    private async Task PrintAsync(Machine machine, IReadOnlyDictionary<string, Result> results)
    {
        await says.WriteLineAsync($"\n{machine}\n{Tables.Others([.. results.Values])}");
        if (Quick)
            await says.WriteLineAsync("Quick: too few records and passes for figures to be told to anyone.");
        await says.WriteLineAsync($"\n{Tables.Limits(results.Values)}\n{Tables.Figures(results)}");
        if (Profile)
            await says.WriteLineAsync($"{Tables.Processors(results.Values)}");
    }

    private async Task SampleAsync(Runner runner, Stage stage, IReadOnlyList<Line> lines, CancellationToken cancellation)
    {
        // Of the limits nothing is the hub's doing, and some figures are measured in this process.
        var ofTheHub = lines.Where(line => line.Beside.Count > 0 && line is not (Figures.Decision or Figures.Score or Figures.ArchiveCheck or Figures.ReceiptsChecked));
        await runner.SampleAsync(ofTheHub, async (line, part, process, token) => await Sampler.StartAsync(process, $"{line.Name}, {part}", says, token), cancellation);
    }
}
