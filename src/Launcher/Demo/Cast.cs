using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Seed;
using SharingHub.Sdk;

namespace SharingHub.Launcher.Demo;

/// <summary>The members' connections.</summary>
internal sealed class Cast(ReadyFile ready) : IAsyncDisposable
{
    private readonly Dictionary<string, HubConnection> _connections = [];

    public HubConnection this[string member]
    {
        get
        {
            if (!_connections.TryGetValue(member, out var connection))
            {
                _connections[member] = connection = OperationSeed.Connect(ready, ready.Members[member]);
            }

            return connection;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }
    }
}
