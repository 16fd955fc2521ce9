using System.Diagnostics;

namespace SharingHub.Integration.Tests.Harness;

internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for what the hub does in its own time.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            since.Elapsed.ShouldBeLessThan(Patience, what);
            await Task.Delay(50);
        }
    }
}
