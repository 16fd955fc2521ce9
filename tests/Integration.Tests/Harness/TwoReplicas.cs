using SharingHub.Launcher.Hosting;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A system of its own with two hubs behind the gateway, for what must happen once however many there are.</summary>
public sealed class TwoReplicas : TheHub
{
    protected override HostOptions Configure(HostOptions usual) =>
        base.Configure(usual) with { Replicas = 2, Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(8))] };
}
