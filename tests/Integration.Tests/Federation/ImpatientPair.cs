namespace SharingHub.Integration.Tests.Federation;

/// <summary>A pair whose far hub does not wait long for the other.</summary>
public sealed class ImpatientPair : HubPair
{
    /// <summary>Several times the interval at which a follower says that the peer is in touch, also on a machine that is busy.</summary>
    protected override TimeSpan StopAfter => TimeSpan.FromSeconds(12);
}
