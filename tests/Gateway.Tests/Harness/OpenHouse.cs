namespace SharingHub.Gateway.Tests.Harness;

/// <summary>A house with one replica, shared by the tests of a class that leave it as they found it.</summary>
public sealed class OpenHouse : IAsyncLifetime
{
    internal House House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await House.Start();

    public async ValueTask DisposeAsync()
    {
        House.Gateway.Lives.ShouldBeTrue(House.Gateway.Output);
        await House.DisposeAsync();
    }
}
