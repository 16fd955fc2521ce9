namespace SharingHub.Hub.Foundation;

/// <summary>
/// Wakes all who wait. Take <see cref="Next"/> before looking at what is there, then wait for it: a signal in between is not lost.
/// </summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Fire() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
