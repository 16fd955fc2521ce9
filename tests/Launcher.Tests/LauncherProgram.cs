using System.Diagnostics;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Launcher.Tests;

/// <summary>The built launcher, run as a person runs it.</summary>
internal static class LauncherProgram
{
    internal sealed record Answer(int ExitCode, string Output, string Errors);

    public static async Task<Answer> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Answer(process.ExitCode, await output, await errors);
    }

    public static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(BuiltPrograms.Launcher, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = BuiltPrograms.RuntimeRoot;
        return Process.Start(start)!;
    }
}
