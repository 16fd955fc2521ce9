namespace SharingHub.Hub.Foundation;

/// <summary>
/// One read for all who ask while another is under way. Whoever asks gets what was read after it asked, so an answer is never older than the question.
/// </summary>
/// <param name="read">Reads; a failure is told to all who wait for it, and the next question reads again.</param>
internal sealed class SharedRead<T>(Func<Task<T>> read)
{
    private readonly Lock _turn = new();
    private Task _running = Task.CompletedTask;
    private Task<T>? _next;

    /// <param name="stop">Ends the wait, and not the read, which is others' too.</param>
    public Task<T> AskAsync(CancellationToken stop)
    {
        lock (_turn)
        {
            // One that has not begun yet is as good as a new one; one that has may have looked before the question.
            return (_next ?? (_running.IsCompleted ? Begin() : _next = AfterAsync(_running))).WaitAsync(stop);
        }
    }

    private async Task<T> AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> begun;
        lock (_turn)
        {
            begun = Begin();
            _next = null;
        }

        return await begun;
    }

    private Task<T> Begin()
    {
        var begun = read();
        _running = begun;
        return begun;
    }
}
