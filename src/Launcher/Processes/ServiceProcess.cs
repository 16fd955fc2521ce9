using System.Diagnostics;

namespace SharingHub.Launcher.Processes;

/// <summary>One service as a child process, which can be stopped, killed and started again on the same settings.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private readonly ServiceProgram program;
    private Process? process;

    internal ServiceProcess(ServiceProgram program) => this.program = program;

    /// <summary>As in logs and messages: <c>hub-0</c>, <c>gateway</c>.</summary>
    public string Name => program.Name;

    public string LogFile => program.LogFile;

    /// <summary>Whether it was asked to run: false before its start and after a stop or a kill through this object.</summary>
    public bool IsWanted { get; private set; }

    public bool IsRunning => process is { HasExited: false };

    public int ProcessId => process?.Id ?? throw new InvalidOperationException($"{Name} was never started.");

    /// <summary>128 + the signal when a signal ended it.</summary>
    public int ExitCode => process?.ExitCode ?? throw new InvalidOperationException($"{Name} was never started.");

    public async Task StartAsync()
    {
        if (IsRunning)
            throw new InvalidOperationException($"{Name} runs already.");
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        process?.Dispose();
        process = await ChildStarter.StartAsync(program.ToStartInfo());
        IsWanted = true;
    }

    /// <summary>Runs the program once with arguments and the service's settings, to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="LauncherException">It ended with another code than 0; the message has what it printed.</exception>
    public Task<string> RunOnceAsync(IReadOnlyList<string> arguments, CancellationToken cancellation = default) =>
        Tool.RequireAsync([program.Executable, .. arguments], program.Environment, cancellation);

    public Task WaitForExitAsync(CancellationToken cancellation = default) => process?.WaitForExitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Asks it to end, and kills it when it has not within <paramref name="patience"/>.</summary>
    public async Task StopAsync(Signal signal, TimeSpan patience)
    {
        IsWanted = false;
        if (!IsRunning)
            return;
        Signals.Send(ProcessId, signal);
        try
        {
            await WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public Task KillAsync() => StopAsync(Signal.Kill, Timeout.InfiniteTimeSpan);

    /// <summary>What it last wrote, for a message about its end.</summary>
    public string LogTail() => LogFiles.Tail(LogFile);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
    }
}
