using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace SharingHub.Identity.Tests.Hosting;

/// <summary>One run of the built executable: its lines, its address when it serves, its exit code.</summary>
public sealed class IdentityProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IdentityProcess(Process process) => _process = process;

    public IReadOnlyCollection<string> Lines => _lines;

    public string Output => string.Join('\n', _lines);

    public static IdentityProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var run = new IdentityProcess(new Process { StartInfo = start });
        run._process.OutputDataReceived += (_, line) => run.Hear(line.Data);
        run._process.ErrorDataReceived += (_, line) => run.Hear(line.Data);
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>The address that the process says it listens on.</summary>
    public async Task<Uri> ListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_listening.Task, ended, Task.Delay(Patience));
        return first == _listening.Task ? await _listening.Task : throw new InvalidOperationException($"Identity did not start.\n{Output}");
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Asks the process to stop, as an operator's system would.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string Executable() => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(IdentityProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "IdentityExecutable").Value!));

    private void Hear(string? line)
    {
        const string Listening = "Now listening on: ";
        if (line is null)
            return;
        _lines.Enqueue(line);
        var at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0)
            _listening.TrySetResult(new Uri(line[(at + Listening.Length)..]));
    }
}
