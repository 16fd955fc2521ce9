using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Processes;
using SharingHub.Launcher.Seed;
using SharingHub.Sdk;
using SharingHub.Tests.Support;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>The model operation: its members registered, its agreements in force, no record yet.</summary>
public class RunningOperation : RunningHub
{
    // Longer than any restart, shorter than a test run's limit: what hangs fails with its cause.
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(60);

    public ServiceProcess Hub => Host.Hubs[0];

    public HistoryChecks History => new(this);

    protected override HostOptions Configure(HostOptions usual) => usual with { Seed = new OperationSeed() };

    /// <summary>A connection as a member, through the gateway or straight to one replica.</summary>
    public HubConnection Connect(string member, ServiceProcess? replica = null, TimeProvider? time = null, Action<StreamBreak>? onBreak = null)
    {
        var client = member == "operator" ? Ready.Operator : Ready.Members[member];
        return new HubConnection(new HubConnectionOptions
        {
            Gateway = replica is null ? new Uri(Ready.Gateway) : Host.AddressOf(replica),
            CaPath = Ready.Ca,
            ClientId = client.ClientId,
            CertificatePath = client.Certificate,
            KeyPath = client.Key,
            TokenEndpoint = new Uri(Ready.TokenEndpoint),
            RetryFor = RetryFor,
            OnBreak = onBreak,
            Time = time ?? TimeProvider.System,
        });
    }

    /// <summary>kill -9, then a start on the same port.</summary>
    public async Task KillAndRestartAsync(ServiceProcess service)
    {
        await service.KillAsync();
        await Host.StartAsync(service);
    }
}

/// <summary>With a PostgreSQL that flushes each commit, as in production.</summary>
public sealed class DurableOperation : RunningOperation
{
    protected override HostOptions Configure(HostOptions usual) => base.Configure(usual) with { Durable = true };
}

/// <summary>
/// Programs whose managed heap may not grow past 192 MiB: what is resident then is what they hold, and not what the collector had no reason to collect. One that
/// holds more comes to an end.
/// </summary>
public sealed class SmallHeap : RunningOperation
{
    protected override HostOptions Configure(HostOptions usual) => base.Configure(usual) with
    {
        Environment = new Dictionary<string, string?>(usual.Environment) { ["DOTNET_GCHeapHardLimit"] = "0xC000000" },
    };
}

/// <summary>Two replicas of the hub behind the gateway.</summary>
public sealed class TwoReplicas : RunningOperation
{
    protected override HostOptions Configure(HostOptions usual) => base.Configure(usual) with { Replicas = 2 };
}
