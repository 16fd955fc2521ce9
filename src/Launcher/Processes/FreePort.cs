using System.Net;
using System.Net.Sockets;

namespace SharingHub.Launcher.Processes;

/// <summary>Ports that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Distinct ports, held together until all are known so that none is given twice.</summary>
    public static IReadOnlyList<int> Take(int count)
    {
        var held = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        held.ForEach(listener => listener.Start());
        var ports = held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        held.ForEach(listener => listener.Dispose());
        return ports;
    }

    public static int Take() => Take(1)[0];
}
