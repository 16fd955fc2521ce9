using System.Collections.Concurrent;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>Ten schedules at once between two hubs, in one weather, from one seed.</summary>
internal static class Round
{
    public const int Schedules = 10;

    public static async Task RunAsync(HubPair pair, ILink link, int seed)
    {
        var said = new ConcurrentQueue<string>([$"SHARINGHUB_SEED={seed}"]);
        TestContext.Current.SendDiagnosticMessage($"SHARINGHUB_SEED={seed}");
        using var gate = new Gate(Schedules);
        await using var there = new Given(pair.Origin);
        var auditor = await there.AuditorAsync();
        var schedules = new List<Schedule>();
        try
        {
            for (var number = 0; number < Schedules; number++)
                schedules.Add(await Schedule.BeginAsync(pair, seed + number, gate, auditor, said.Enqueue));
            var weather = new Weather(pair, link, new Random(seed), gate, said.Enqueue, () => Task.WhenAll(schedules.Select(s => s.IsSilentAsync())));
            await Task.WhenAll(schedules.Select(s => s.RunAsync()).Append(weather.RunAsync()));
            await Task.WhenAll(schedules.Select(s => s.ShouldAgreeAsync()));
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.Message}\n{string.Join('\n', said)}", fault);
        }
        finally
        {
            await link.HealAsync();
            foreach (var schedule in schedules)
                await schedule.DisposeAsync();
        }
    }
}
