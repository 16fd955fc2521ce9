namespace SharingHub.Fault.Tests.Harness;

internal static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>Waits for what another process does in its own time.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within ?? Usual);
        while (!await condition())
        {
            patience.IsCancellationRequested.ShouldBeFalse($"within {(within ?? Usual).TotalSeconds} s: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
