using SharingHub.Federation.V1;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Pki;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>A hub that may follow many peers, all of them scripted.</summary>
public sealed class LyingPeers : TheHub
{
    /// <summary>What this hub is called at each of them.</summary>
    public const string Own = "us";

    public const int MostAgreements = 20;

    private const int Peers = 40;

    private readonly string _folder = DataFolder.MakeTemporary();
    private readonly DevelopmentPki _pki;
    private int _taken;

    public LyingPeers() => _pki = DevelopmentPki.Open(_folder, TimeProvider.System);

    /// <summary>The processes that the operator's machine would look at.</summary>
    public string LogFile => Host.Hubs[0].LogFile;

    /// <summary>A peer that is followed, and whose agreement an agency of this hub signed.</summary>
    internal async Task<ScriptedPeer> MeetAsync(Party agency)
    {
        var peer = await ScriptedPeer.StartAsync(_pki, $"hub{Interlocked.Increment(ref _taken)}", agency.Id);
        await Operator.Peering.AddAsync(new AddRequest
        {
            Id = peer.Id,
            DisplayName = "A peer",
            Address = peer.Address,
            CertificateAuthority = peer.CertificateAuthority,
            LogKey = peer.Ledger.Key,
        });
        var carried = await Crossing.CarriedAsync(agency, peer.Agreement.Id, a => a.Status == AgreementStatus.Proposed);
        await agency.CountersignAsync(carried.Id, carried.Revision);
        return peer;
    }

    internal async Task<Peer> PeerAsync(ScriptedPeer peer) => (await Operator.Peering.ListAsync(new ListRequest())).Peers.Single(p => p.Id == peer.Id);

    protected override HostOptions Configure(HostOptions usual)
    {
        var (configured, client) = (base.Configure(usual), _pki.Client("us-main", Own));
        var environment = new Dictionary<string, string?>(configured.Environment) { ["Federation__MostAgreements"] = $"{MostAgreements}" };
        // No hyphen in an id: the shell that starts a service passes on only what can be a variable of its own.
        for (var number = 1; number <= Peers; number++)
        {
            environment[$"Federation__Peers__hub{number}__ClientId"] = "us-main";
            environment[$"Federation__Peers__hub{number}__Certificate"] = client.Certificate;
            environment[$"Federation__Peers__hub{number}__Key"] = client.Key;
        }

        return configured with { Members = [.. Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(64))], Environment = environment };
    }

    protected override void Inspect(string logs)
    {
        base.Inspect(logs);
        DataFolder.Delete(_folder);
    }
}
