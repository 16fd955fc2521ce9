using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace SharingHub.Gateway.Tests.Harness;

/// <summary>The built gateway as a process on a port that the system chose.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly string Executable =
        typeof(GatewayProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Gateway").Value!;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Executable]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings)
            start.Environment["Gateway__" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _port.TrySetException(new InvalidOperationException("The gateway ended: " + Output));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; private set; }

    public bool Lives => !_process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static async Task<GatewayProcess> Start(IReadOnlyDictionary<string, string> settings)
    {
        var gateway = new GatewayProcess(settings);
        try
        {
            gateway.Port = await gateway._port.Task.WaitAsync(Patience);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a gateway that must refuse to start.</summary>
    public static async Task<(int ExitCode, string Output)> Fail(IReadOnlyDictionary<string, string> settings)
    {
        await using var gateway = new GatewayProcess(settings);
        await gateway._process.WaitForExitAsync().WaitAsync(Patience);
        return (gateway._process.ExitCode, gateway.Output);
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } found)
            _port.TrySetResult(int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Now listening on: https://\S+:(\d+)")]
    private static partial Regex Listening();
}
