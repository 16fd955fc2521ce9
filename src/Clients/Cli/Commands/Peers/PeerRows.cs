using System.Globalization;
using SharingHub.Cli.Output;
using SharingHub.Federation.V1;
using SharingHub.Sdk;

namespace SharingHub.Cli.Commands.Peers;

internal static class PeerRows
{
    public static readonly string[] Columns = ["peer", "name", "status", "heard", "records", "log", "cosigned", "reason"];

    public static void Add(this Results results, Peer peer) => results.Add(
        Json.Of(peer), peer.Id, peer.DisplayName, peer.Status.ToName().ToLowerInvariant(),
        peer.HeardAt?.ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture) ?? "", peer.Records.ToString(CultureInfo.InvariantCulture), peer.LogSize.ToString(CultureInfo.InvariantCulture),
        peer.WitnessKeys.Count == 0 ? "" : peer.CosignedSize.ToString(CultureInfo.InvariantCulture), peer.Reason);

    public static int Write(this Session session, Peer peer)
    {
        using var results = session.Results(Columns);
        results.Add(peer);
        return ExitCode.Done;
    }
}
