using System.Collections.Concurrent;
using System.Diagnostics;

namespace SharingHub.Launcher.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as this process. The kernel sends a child its parent-death signal
/// when the <em>thread</em> that forked it ends, and threads of the pool come and go.
/// </summary>
internal static class ChildStarter
{
    private static readonly BlockingCollection<Action> Starts = [];

    static ChildStarter() => new Thread(RunStarts) { IsBackground = true, Name = nameof(ChildStarter) }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo what)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(what)!);
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        });
        return started.Task;
    }

    private static void RunStarts()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
            start();
    }
}
