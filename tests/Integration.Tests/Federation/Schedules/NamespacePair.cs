namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>Two hubs, each in a network namespace of its own.</summary>
public sealed class NamespacePair : HubPair
{
    private readonly Namespaces _namespaces;

    internal NamespacePair(Namespaces namespaces)
    {
        _namespaces = namespaces;
        Origin = new OriginHub(namespaces.Origin);
    }

    protected override TimeSpan StopAfter => Truth.StopAfter;

    protected override Place? FarPlace => _namespaces.Far;
}
