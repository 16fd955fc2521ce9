using SharingHub.Launcher.Hosting;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A system of a test class's own, for tests that look at all of history.</summary>
public sealed class OwnHub : TheHub
{
    protected override HostOptions Configure(HostOptions usual) =>
        base.Configure(usual) with { Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(16))] };
}
