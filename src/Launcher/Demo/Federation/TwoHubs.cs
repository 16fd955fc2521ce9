using SharingHub.Federation.V1;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;
using SharingHub.Launcher.Seed;

namespace SharingHub.Launcher.Demo.Federation;

/// <summary>Two whole systems: <c>eu</c> of a retailer and its customs, and <c>us</c> of another customs, which follows it.</summary>
internal sealed class TwoHubs(SharingHubHost eu, SharingHubHost us) : IAsyncDisposable
{
    /// <summary>Each hub's id at the other.</summary>
    public const string Origin = "eu", Far = "us";

    // Two logs have two names.
    private const string FarLedger = "localhost/us/ledger/0";

    private static readonly OperationMember FarHub = new(Far, "The hub us", OperationRole.PeerHub, ModelOperation.OnwardSharing);

    private static readonly OperationMember[] OfEu =
    [
        new("kaufhaus", "Kaufhaus", OperationRole.Retailer, ModelOperation.SellerVetting),
        new("zoll", "Zoll", OperationRole.Agency, ModelOperation.BorderTargeting),
        new("pruefamt", "Prüfamt", OperationRole.Auditor, ModelOperation.Oversight),
    ];

    private static readonly OperationMember[] OfUs =
    [
        new("customs", "Customs", OperationRole.Agency, ModelOperation.BorderTargeting),
        new("ipcenter", "IPR Center", OperationRole.Agency, ModelOperation.BorderTargeting),
        new("inspectorate", "Inspectorate", OperationRole.Auditor, ModelOperation.Oversight),
    ];

    public SharingHubHost Eu => eu;

    public SharingHubHost Us => us;

    /// <param name="folder">Where each has a folder of its own.</param>
    /// <param name="durable">Whether their PostgreSQL flushes each commit.</param>
    /// <param name="says">What they say while they start.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<TwoHubs> StartAsync(string folder, bool durable, TextWriter says, CancellationToken cancellation)
    {
        var eu = await SharingHubHost.StartAsync(
            new HostOptions { Folder = Path.Combine(folder, Origin), Port = 0, Members = [.. OfEu, FarHub], Seed = new OperationSeed(OfEu, []), Durable = durable, Says = says }, cancellation);
        try
        {
            var credential = eu.Ready.Members[Far];
            var us = await SharingHubHost.StartAsync(
                new HostOptions
                {
                    Folder = Path.Combine(folder, Far),
                    Port = 0,
                    Members = OfUs,
                    Seed = new OperationSeed(OfUs, []),
                    Durable = durable,
                    Environment = new Dictionary<string, string?>
                    {
                        ["Hub__Ledger__Origin"] = FarLedger,
                        ["Signer__Origin"] = FarLedger,
                        [$"Federation__Peers__{Origin}__ClientId"] = credential.ClientId,
                        [$"Federation__Peers__{Origin}__Certificate"] = credential.Certificate,
                        [$"Federation__Peers__{Origin}__Key"] = credential.Key,
                    },
                    Says = says,
                },
                cancellation);
            return new TwoHubs(eu, us);
        }
        catch
        {
            await eu.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the two operators do: each names the other hub, and eu's says which client acts for it.</summary>
    public async Task IntroduceAsync(CancellationToken cancellation)
    {
        await using var ofEu = OperationSeed.Connect(eu.Ready, eu.Ready.Operator);
        await using var ofUs = OperationSeed.Connect(us.Ready, us.Ready.Operator);
        await ofEu.Peering.AddAsync(await PeerAsync(Far, us.Ready, cancellation), cancellationToken: cancellation);
        var credential = eu.Ready.Members[Far];
        await ofEu.Members.AddClientAsync(
            new() { MemberId = Far, ClientId = credential.ClientId, Certificate = await File.ReadAllTextAsync(credential.Certificate, cancellation) },
            cancellationToken: cancellation);
        await ofUs.Peering.AddAsync(await PeerAsync(Origin, eu.Ready, cancellation), cancellationToken: cancellation);
    }

    /// <summary>The peer eu, as us has it.</summary>
    public async Task<Peer> PeerAsync(CancellationToken cancellation)
    {
        await using var ofUs = OperationSeed.Connect(us.Ready, us.Ready.Operator);
        return (await ofUs.Peering.ListAsync(new ListRequest(), cancellationToken: cancellation)).Peers.Single(peer => peer.Id == Origin);
    }

    public async ValueTask DisposeAsync()
    {
        await us.DisposeAsync();
        await eu.DisposeAsync();
    }

    private static async Task<AddRequest> PeerAsync(string id, ReadyFile ready, CancellationToken cancellation) => new()
    {
        Id = id,
        DisplayName = $"The hub {id}",
        Address = ready.Gateway,
        CertificateAuthority = await File.ReadAllTextAsync(ready.Ca, cancellation),
        LogKey = ready.LedgerVkey,
        WitnessKey = ready.WitnessVkey,
    };
}
