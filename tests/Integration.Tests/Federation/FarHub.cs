using SharingHub.Launcher.Hosting;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>The hub <c>us</c>, which follows another one as its client there.</summary>
public sealed class FarHub(OriginHub origin, TimeSpan stopAfter, Place? place = null, int replicas = 1) : TheHub
{
    private const string LedgerOrigin = "us.example/ledger/0";

    protected override HostOptions Configure(HostOptions usual)
    {
        var configured = OriginHub.At(place, base.Configure(usual));
        var client = origin.Ready.Members[OriginHub.Far.Id];
        return configured with
        {
            Replicas = replicas,
            Members = [.. OriginHub.MembersAt(place)],
            Environment = new Dictionary<string, string?>(configured.Environment)
            {
                // Two logs have two names.
                ["Hub__Ledger__Origin"] = LedgerOrigin,
                ["Signer__Origin"] = LedgerOrigin,
                ["Federation__StopAfter"] = stopAfter.ToString(),
                [$"Federation__Peers__{HubPair.Origins}__ClientId"] = client.ClientId,
                [$"Federation__Peers__{HubPair.Origins}__Certificate"] = client.Certificate,
                [$"Federation__Peers__{HubPair.Origins}__Key"] = client.Key,
            },
        };
    }
}
