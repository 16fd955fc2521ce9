namespace SharingHub.Integration.Tests.Federation;

/// <summary>A pair whose far hub has two replicas, one of which follows.</summary>
public sealed class TwoFollowers : HubPair
{
    protected override int FarReplicas => 2;
}
