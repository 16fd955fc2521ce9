using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Processes;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>What happens to two hubs and the link between them, drawn from a seed.</summary>
/// <param name="silent">What must hold once the far hub has heard nothing for too long.</param>
internal sealed class Weather(HubPair pair, ILink link, Random chance, Gate gate, Action<string> says, Func<Task> silent)
{
    /// <summary>Until this many storms are over; one of them lasts until the far hub stops.</summary>
    private const int Storms = 6;

    public async Task RunAsync()
    {
        var longest = chance.Next(Storms);
        for (var storm = 0; storm < Storms; storm++)
        {
            var (name, happens) = storm == longest ? ("cut until the far hub stops", SilenceAsync) : Draw();
            says($"-- {name}");
            await happens();
            await link.HealAsync();
            says("-- healed");
            await Task.Delay(chance.Next(200, 1500));
        }
    }

    private (string Name, Func<Task> Happens) Draw() => chance.Next(9) switch
    {
        0 => ("cut", () => SpoilAsync(link.CutAsync)),
        1 => ("nothing to the origin", () => SpoilAsync(() => link.MuteAsync(Way.ToOrigin))),
        2 => ("nothing to the far hub", () => SpoilAsync(() => link.MuteAsync(Way.ToFar))),
        3 => ("muted, then cut", MuteAndCutAsync),
        4 => ("late", () => SpoilAsync(() => link.DelayAsync(TimeSpan.FromMilliseconds(chance.Next(20, 300))))),
        5 => ("lossy", () => SpoilAsync(() => link.LoseAsync(0.01 * chance.Next(1, 15)))),
        6 => ("far hub killed", () => KillAsync(pair.Far)),
        7 => ("origin killed", () => KillAsync(pair.Origin)),
        _ => ("origin's gateway killed", () => gate.KillAsync(() => RestartAsync(pair.Origin.Host, pair.Origin.Host.Gateway))),
    };

    private async Task SpoilAsync(Func<Task> spoil)
    {
        await spoil();
        await Task.Delay(chance.Next(300, 4000));
    }

    /// <summary>What was on its way never comes.</summary>
    private async Task MuteAndCutAsync()
    {
        await SpoilAsync(() => link.MuteAsync(chance.Next(2) == 0 ? Way.ToFar : Way.ToOrigin));
        await link.CutAsync();
    }

    private async Task SilenceAsync()
    {
        await link.CutAsync();
        await silent();
    }

    private Task KillAsync(TheHub hub) => gate.KillAsync(() => RestartAsync(hub.Host, hub.Host.Hubs[0]));

    private static async Task RestartAsync(SharingHubHost host, ServiceProcess process)
    {
        await process.StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
        await host.StartAsync(process);
    }
}
