using System.Diagnostics;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>Waits for what two hubs come to in their own time, on a machine that does other things as well.</summary>
internal static class Patience
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(90);

    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what)
    {
        for (var since = Stopwatch.StartNew(); !await holds();)
        {
            if (since.Elapsed > Most)
                throw new ShouldAssertException(what());
            await Task.Delay(200);
        }
    }
}
