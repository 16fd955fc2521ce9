namespace SharingHub.Hub.Federation.Following;

/// <summary>Parts of following a peer that run beside each other.</summary>
internal static class Parts
{
    /// <summary>Runs them until the first one ends or breaks, and ends the others.</summary>
    public static async Task AllUntilOneEndsAsync(CancellationToken stop, params Func<CancellationToken, Task>[] parts)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = parts.Select(part => part(end.Token)).ToList();
        var first = await Task.WhenAny(running);
        await end.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What does not check is said before what broke because of it.
        await (running.Find(r => r.Exception?.InnerException is PeerRefusedException) ?? first);
    }
}
