using SharingHub.Federation.V1;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>Two whole systems that know each other: <c>us</c> follows <c>eu</c>.</summary>
public class HubPair : IAsyncLifetime
{
    /// <summary>The origin's id at the far hub.</summary>
    public const string Origins = "eu";

    public OriginHub Origin { get; protected init; } = new();

    public FarHub Far { get; private set; } = null!;

    /// <summary>Long enough for nothing to stop by itself.</summary>
    protected virtual TimeSpan StopAfter => TimeSpan.FromHours(1);

    protected virtual int FarReplicas => 1;

    /// <summary>Where the far hub runs; null beside the test.</summary>
    protected virtual Place? FarPlace => null;

    /// <summary>Where the far hub finds the origin, which runs by then.</summary>
    protected virtual string OriginsAddress => Origin.Ready.Gateway;

    public async ValueTask InitializeAsync()
    {
        await Origin.InitializeAsync();
        Far = new FarHub(Origin, StopAfter, FarPlace, FarReplicas);
        await Far.InitializeAsync();
        await Origin.Operator.Peering.AddAsync(PeerOf(OriginHub.Far.Id, Far, Far.Ready.Gateway));
        var client = Origin.Ready.Members[OriginHub.Far.Id];
        await Origin.Operator.Members.AddClientAsync(
            new AddClientRequest { MemberId = OriginHub.Far.Id, ClientId = client.ClientId, Certificate = await File.ReadAllTextAsync(client.Certificate) });
        await Far.Operator.Peering.AddAsync(PeerOf(Origins, Origin, OriginsAddress));
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Far.DisposeAsync();
        await Origin.DisposeAsync();
    }

    internal async Task<Peer> PeerAsync() => (await Far.Operator.Peering.ListAsync(new ListRequest())).Peers.Single(p => p.Id == Origins);

    internal Task IsAsync(PeerStatus status) => Eventually.IsTrueAsync(async () => (await PeerAsync()).Status == status, $"the peer is {status}");

    private static AddRequest PeerOf(string id, TheHub hub, string address) => new()
    {
        Id = id,
        DisplayName = $"The hub {id}",
        Address = address,
        CertificateAuthority = File.ReadAllText(hub.Ready.Ca),
        LogKey = hub.Ready.LedgerVkey,
        WitnessKey = hub.Ready.WitnessVkey,
    };
}
