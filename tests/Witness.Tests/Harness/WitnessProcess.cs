using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SharingHub.Witness.Tests.Harness;

/// <summary><c>sharinghub witness</c> as a process of its own.</summary>
internal sealed partial class WitnessProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WitnessProcess(Process process, string vkey, Uri address) => (_process, Vkey, Address) = (process, vkey, address);

    public string Vkey { get; }

    public Uri Address { get; }

    public static async Task<WitnessProcess> StartAsync(string folder, params IEnumerable<TwoHistories> logs)
    {
        var process = Process.Start(Command([
            "--data", folder, "--name", "witness.example/w1", "--listen", "http://127.0.0.1:0", .. logs.SelectMany(l => new[] { "--log", l.Signer.Key.ToString() })]))!;
        try
        {
            var vkey = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var words = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            // What it logs later is read away, so that it never waits for a reader.
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return new WitnessProcess(process, vkey ?? throw new InvalidOperationException(words), new Uri(Listening().Match(words!).Value));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>A run that is expected to end by itself.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string[] arguments)
    {
        // The runtime that runs this test, wherever it is installed.
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "sharinghub.dll"), "witness", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    [GeneratedRegex(@"http://[\d.]+:\d+/")]
    private static partial Regex Listening();
}
