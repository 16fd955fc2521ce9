namespace SharingHub.Hub.Tests;

internal static class Allocations
{
    private const int Passes = 5;

    /// <summary>
    /// Bytes that an act allocates on this thread, whenever it is done: the least of a few passes. What the act allocates comes in each; what comes in one
    /// alone (1 KiB was seen, once in some fifty runs) is not the act's.
    /// </summary>
    public static long Of(Action act)
    {
        var least = long.MaxValue;
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            act();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
