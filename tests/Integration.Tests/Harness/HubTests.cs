namespace SharingHub.Integration.Tests.Harness;

/// <summary>What every test class here has: the running hub, and given-states that end with the test.</summary>
public abstract class HubTests(TheHub hub) : IAsyncDisposable
{
    protected TheHub Hub => hub;

    private protected Given Given { get; } = new(hub);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Given.DisposeAsync();
    }
}
