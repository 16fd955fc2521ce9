namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>Two hubs, and a link between them that may be spoilt.</summary>
public sealed class ProxyPair : HubPair
{
    private ProxyLink? _link;

    internal ILink Link => _link!;

    protected override TimeSpan StopAfter => Truth.StopAfter;

    protected override string OriginsAddress => (_link ??= new ProxyLink(new Uri(Origin.Ready.Gateway).Port)).Address;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_link is not null)
            await _link.DisposeAsync();
    }
}
