using System.Diagnostics;
using Xunit;

namespace SharingHub.Tests.Support;

/// <summary>The members' command line as a process of its own; a test project that uses it refers to it, too.</summary>
public static class CommandLine
{
    public static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        // The runtime that runs this test, wherever it is installed.
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", "dotnet"));
        using var process = Process.Start(new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "sharinghub.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
