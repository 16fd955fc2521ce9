using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Hosting;

/// <summary>Starts again what dies by itself, as an init system would, and gives up on what keeps dying.</summary>
internal sealed class Supervision(SharingHubHost host, TextWriter says)
{
    private const int MostDeaths = 5;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until cancelled, or fails when one service died too often.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watches = host.Services.Select(service => WatchAsync(service, service.StartAsync, all.Token)).ToList();
        if (host.Cluster is { } cluster)
            watches.Add(WatchAsync(cluster.Server, () => cluster.StartAsync(all.Token), all.Token));
        var first = await Task.WhenAny(watches);
        await all.CancelAsync();
        await first;
    }

    private async Task WatchAsync(ServiceProcess service, Func<Task> start, CancellationToken cancellation)
    {
        var deaths = new Queue<long>();
        while (true)
        {
            await service.WaitForExitAsync(cancellation);
            deaths.Enqueue(Environment.TickCount64);
            while (deaths.Peek() < Environment.TickCount64 - Within.TotalMilliseconds)
                deaths.Dequeue();
            if (deaths.Count > MostDeaths)
                throw new LauncherException($"{service.Name} died {deaths.Count} times within a minute. The end of {service.LogFile}:\n{service.LogTail()}");
            await says.WriteLineAsync($"{service.Name} ended with code {service.ExitCode}; starting it again");
            await Task.Delay(Pause, cancellation);
            await start();
        }
    }
}
