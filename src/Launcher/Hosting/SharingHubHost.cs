using SharingHub.Launcher.Pki;
using SharingHub.Launcher.Postgres;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Hosting;

/// <summary>
/// The whole system as processes of this machine: PostgreSQL, the token issuer, the log's signer, hubs, the gateway.
/// The processes can be stopped, killed and started again one by one, on the same ports, for tests of faults.
/// </summary>
public sealed class SharingHubHost : IAsyncDisposable
{
    // More than a hub's own time to end its streams.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly HostOptions options;
    private readonly FolderLock folderLock;
    private readonly Dictionary<ServiceProcess, Uri> readyAddresses = [];
    private Readiness? readiness;

    private SharingHubHost(HostOptions options, FolderLock folderLock)
    {
        this.options = options;
        this.folderLock = folderLock;
    }

    /// <summary>What <c>ready.json</c> says.</summary>
    public ReadyFile Ready { get; private set; } = null!;

    /// <summary>The private cluster; null when the system was given a connection string.</summary>
    public PrivateCluster? Cluster { get; private set; }

    /// <summary>The hub's database, as the role that owns its tables.</summary>
    public string HubDatabase { get; private set; } = "";

    /// <summary>The hub's database, as the hubs know it: on a private cluster as a role that may add to history, and not change it.</summary>
    public string HubOwnDatabase { get; private set; } = "";

    public string IdentityDatabase { get; private set; } = "";

    public ServiceProcess Identity { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Hubs { get; private set; } = [];

    public ServiceProcess Gateway { get; private set; } = null!;

    public ServiceProcess Signer { get; private set; } = null!;

    /// <summary>Where a service listens: for tests that go past the gateway.</summary>
    public Uri AddressOf(ServiceProcess service) => new(readyAddresses[service], "/");

    /// <summary>In the order of their start.</summary>
    public IEnumerable<ServiceProcess> Services => readyAddresses.Keys;

    public static async Task<SharingHubHost> StartAsync(HostOptions options, CancellationToken cancellation = default)
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        var host = new SharingHubHost(options, FolderLock.Take(options.Folder, "up"));
        try
        {
            ReadyFile.Remove(options.Folder);
            LogFiles.Turn(Path.Combine(options.Folder, "logs"));
            var plan = await host.PrepareAsync(cancellation);
            await host.StartServicesAsync(plan, cancellation);
            await host.SeedAsync(cancellation);
            host.Ready.Write(options.Folder);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a service again that was stopped or killed, and waits until it is ready.</summary>
    public async Task StartAsync(ServiceProcess service, CancellationToken cancellation = default)
    {
        await service.StartAsync();
        await readiness!.AwaitAsync(service, readyAddresses[service], cancellation);
    }

    /// <summary>The clean stop of one service.</summary>
    public static Task StopAsync(ServiceProcess service) => service.StopAsync(Signal.Terminate, StopPatience);

    public async ValueTask DisposeAsync()
    {
        ReadyFile.Remove(options.Folder);
        // From the outside in: nothing new comes in while the inside ends what it has.
        if (Gateway is not null)
            await StopAsync(Gateway);
        await Task.WhenAll(Services.Select(StopAsync));
        foreach (var service in Services)
            await service.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
        readiness?.Dispose();
        folderLock.Dispose();
    }

    private async Task<SystemPlan> PrepareAsync(CancellationToken cancellation)
    {
        var pki = DevelopmentPki.Open(options.Folder, options.Time, options.Address);
        readiness = new Readiness(pki);
        if (options.Postgres is null)
        {
            await options.Says.WriteLineAsync($"PostgreSQL: starting a private cluster in {options.Folder}");
            Cluster = await PrivateCluster.StartAsync(
                new ClusterOptions { Folder = options.Folder, Durable = options.Durable, Says = options.Says }, cancellation);
        }

        var server = options.Postgres ?? Cluster!.ConnectionString("postgres");
        HubDatabase = await Databases.EnsureAsync(server, "hub", cancellation);
        // On a server that was given, roles are its operator's.
        HubOwnDatabase = Cluster is null ? HubDatabase : await Databases.EnsureRoleAsync(server, HubDatabase, "hub", cancellation);
        IdentityDatabase = await Databases.EnsureAsync(server, "identity", cancellation);
        var plan = new SystemPlan(options, pki, HubDatabase, HubOwnDatabase, IdentityDatabase);
        Ready = plan.Ready();
        return plan;
    }

    private async Task StartServicesAsync(SystemPlan plan, CancellationToken cancellation)
    {
        await options.Says.WriteLineAsync($"Starting identity, signer, {options.Replicas} hub{(options.Replicas == 1 ? "" : "s")}, gateway");
        await ClientRegistration.RegisterAsync(plan.Identity, Ready, options, cancellation);
        Identity = await StartProcessAsync(plan.Identity);
        Signer = await StartProcessAsync(plan.Signer);
        foreach (var hub in plan.Hubs)
            Hubs = [.. Hubs, await StartProcessAsync(hub)];
        Gateway = await StartProcessAsync(plan.Gateway);
        foreach (var (service, ready) in readyAddresses)
            await readiness!.AwaitAsync(service, ready, cancellation);
        Ready = Ready with { LedgerVkey = await KeyAsync(plan.LedgerKeyFile, cancellation), WitnessVkey = await KeyAsync(plan.WitnessKeyFile, cancellation) };
    }

    private static async Task<string> KeyAsync(string file, CancellationToken cancellation) => (await File.ReadAllTextAsync(file, cancellation)).TrimEnd('\n');

    private async Task<ServiceProcess> StartProcessAsync(ServiceSpec spec)
    {
        var service = new ServiceProcess(spec.Program);
        readyAddresses.Add(service, spec.Ready);
        await service.StartAsync();
        return service;
    }

    private async Task SeedAsync(CancellationToken cancellation)
    {
        if (options.Seed is null)
            return;
        await options.Says.WriteLineAsync("Registering members and agreements");
        await options.Seed.PlantAsync(Ready, cancellation);
    }
}
