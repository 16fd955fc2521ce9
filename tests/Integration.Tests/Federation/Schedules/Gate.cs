namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>Lets a process be killed only while no member is in the middle of a call of its own: what the hubs say to each other is what is to be broken.</summary>
internal sealed class Gate(int members) : IDisposable
{
    private readonly SemaphoreSlim _calls = new(members, members);

    public async Task CallAsync(Func<Task> call)
    {
        await _calls.WaitAsync();
        try
        {
            await call();
        }
        finally
        {
            _calls.Release();
        }
    }

    /// <summary>One at a time: each waits for all of the members.</summary>
    public async Task KillAsync(Func<Task> kill)
    {
        for (var member = 0; member < members; member++)
            await _calls.WaitAsync();
        try
        {
            await kill();
        }
        finally
        {
            _calls.Release(members);
        }
    }

    public void Dispose() => _calls.Dispose();
}
