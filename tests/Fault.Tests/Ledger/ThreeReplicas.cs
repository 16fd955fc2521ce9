using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Fault.Tests.Ledger;

/// <summary>Three integrators and three publishers.</summary>
public sealed class ThreeReplicas : RunningOperation
{
    protected override HostOptions Configure(HostOptions usual) => base.Configure(usual) with { Replicas = 3 };
}
