using Microsoft.Extensions.Options;
using SharingHub.Hub.Members;
using SharingHub.Sdk;

namespace SharingHub.Hub.Federation.Following;

/// <summary>Connects to peers as the clients that this hub is there.</summary>
internal sealed class PeerConnections(IOptions<FederationOptions> options, TimeProvider time)
{
    /// <summary>Three heartbeats of the peer: a stream that is silent for so long is broken.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(45);

    /// <summary>Largest message of a peer: a page takes a fifth of it, a list of all agreements between two hubs most. Bytes.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Whether this hub has credentials there.</summary>
    public bool CanReach(string peer) => options.Value.Peers.ContainsKey(peer);

    /// <summary>A connection that gives up at the first break: what is to be done then is for the follower to say.</summary>
    public HubConnection Open(string peer, PeerState state)
    {
        var credential = options.Value.Peers[peer];
        return new HubConnection(new HubConnectionOptions
        {
            Gateway = new Uri(state.Address),
            CaPem = state.CertificateAuthority,
            ClientId = credential.ClientId,
            CertificatePath = credential.Certificate,
            KeyPath = credential.Key,
            SilenceLimit = SilenceLimit,
            MaxReceiveBytes = MostBytes,
            RetryFor = TimeSpan.Zero,
            Time = time,
        });
    }
}
