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
        var companies = new List<Company>();
        try
        {
            for (var number = 0; number < Schedules; number++)
                companies.Add(await Company.MeetAsync(pair, auditor));
            var schedules = companies.Select((company, number) => new Schedule(company, new Random(seed + number), gate, said.Enqueue));
            var outcomes = companies.ConvertAll(company => new Outcome(company));
            var weather = new Weather(pair, link, new Random(seed), gate, said.Enqueue, () => Task.WhenAll(outcomes.Select(o => o.ShouldBeSilentAsync())));
            await Task.WhenAll(schedules.Select(s => s.RunAsync()).Append(weather.RunAsync()));
            await Task.WhenAll(outcomes.Select(o => o.ShouldAgreeAsync()));
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.Message}\n{string.Join('\n', said)}", fault);
        }
        finally
        {
            await link.HealAsync();
            foreach (var company in companies)
                await company.DisposeAsync();
        }
    }
}
