using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>The hub <c>eu</c>, at which another one has a client.</summary>
public sealed class OriginHub : TheHub
{
    /// <summary>The other one, as it is named here.</summary>
    public static readonly OperationMember Far = new("us", "American hub", OperationRole.Agency, "onward_sharing");

    protected override HostOptions Configure(HostOptions usual) =>
        base.Configure(usual) with { Members = [Far, .. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(32))] };
}
