using System.Diagnostics;

namespace SharingHub.Launcher.Processes;

/// <summary>A program that is run to its end, for its exit code and output.</summary>
internal static class Tool
{
    internal sealed record Result(int ExitCode, string Output);

    /// <summary>Output is both streams: what a person would have seen.</summary>
    public static async Task<Result> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = await ChildStarter.StartAsync(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Result(process.ExitCode, (await output + await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static async Task<string> RequireAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null, CancellationToken cancellation = default)
    {
        var result = await RunAsync(command, environment, cancellation);
        return result.ExitCode == 0
            ? result.Output
            : throw new LauncherException($"{string.Join(' ', command)} ended with {result.ExitCode}:\n{result.Output}");
    }
}
