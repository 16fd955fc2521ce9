namespace SharingHub.Integration.Tests.Federation;

/// <summary>A pair whose far hub does not wait long for the other.</summary>
public sealed class ImpatientPair : HubPair
{
    protected override TimeSpan StopAfter => TimeSpan.FromSeconds(4);
}
