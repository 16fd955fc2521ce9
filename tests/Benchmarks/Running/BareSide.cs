using SharingHub.Benchmarks.Bare;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Pki;
using SharingHub.Launcher.Processes;

namespace SharingHub.Benchmarks.Running;

/// <summary>The bare server, and a gateway whose hub it is.</summary>
internal sealed class BareSide : IAsyncDisposable
{
    private BareSide(ServiceProcess server, Uri serverAddress, ServiceProcess gateway, Uri gatewayAddress) =>
        (Server, ServerAddress, Gateway, GatewayAddress) = (server, serverAddress, gateway, gatewayAddress);

    public ServiceProcess Server { get; }

    public Uri ServerAddress { get; }

    public ServiceProcess Gateway { get; }

    public Uri GatewayAddress { get; }

    public static async Task<BareSide> StartAsync(SharingHubHost host, string folder, int records, CancellationToken cancellation)
    {
        var pki = DevelopmentPki.Open(folder, TimeProvider.System);
        var ports = FreePort.Take(2);
        var (serverAddress, gatewayAddress) = ($"https://127.0.0.1:{ports[0]}", $"https://localhost:{ports[1]}");
        var server = new ServiceProcess(new ServiceProgram("bare", Path.Combine(AppContext.BaseDirectory, "SharingHub.Benchmarks"), Log("bare"))
        {
            Arguments =
            [
                BareServer.Command, "--listen", serverAddress, "--certificate", pki.Hub.Certificate, "--key", pki.Hub.Key,
                "--ca", pki.Authority.Certificate, "--records", $"{records}",
            ],
            // The hub's collector: a web application's default, which this program's is not.
            Environment = new Dictionary<string, string?>(Runtime) { ["DOTNET_gcServer"] = "1" },
        });
        var gateway = new ServiceProcess(new ServiceProgram("bare-gateway", BuiltPrograms.Gateway, Log("bare-gateway"))
        {
            Environment = new Dictionary<string, string?>(Runtime)
            {
                ["Gateway__Listen"] = gatewayAddress,
                ["Gateway__Certificate"] = pki.Gateway.Certificate,
                ["Gateway__CertificateKey"] = pki.Gateway.Key,
                ["Gateway__ClientCa"] = pki.Authority.Certificate,
                ["Gateway__Identity"] = host.AddressOf(host.Identity).GetLeftPart(UriPartial.Authority),
                ["Gateway__Upstream__Certificate"] = pki.Gateway.Certificate,
                ["Gateway__Upstream__CertificateKey"] = pki.Gateway.Key,
                ["Gateway__Upstream__Ca"] = pki.Authority.Certificate,
                ["Gateway__Hubs__0"] = serverAddress,
            },
        });
        var side = new BareSide(server, new Uri(serverAddress), gateway, new Uri(gatewayAddress));
        try
        {
            using var readiness = new Readiness(pki);
            await server.StartAsync();
            await readiness.AwaitAsync(server, new Uri(side.ServerAddress, "/health/ready"), cancellation);
            await gateway.StartAsync();
            await readiness.AwaitAsync(gateway, new Uri(side.GatewayAddress, "/health/ready"), cancellation);
            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }

        string Log(string name) => Path.Combine(folder, "logs", name + ".log");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (ServiceProcess[])[Gateway, Server])
        {
            await SharingHubHost.StopAsync(process);
            await process.DisposeAsync();
        }
    }

    private static Dictionary<string, string?> Runtime => new()
    {
        ["DOTNET_ROOT"] = BuiltPrograms.RuntimeRoot,
        ["ASPNETCORE_URLS"] = null,
        ["ASPNETCORE_HTTP_PORTS"] = null,
    };
}
