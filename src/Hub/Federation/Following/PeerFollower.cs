using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.Options;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Hub.Federation.Reporting;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Federation.Following;

/// <summary>Follows one peer for as long as it may be followed: session after session, and when something does not check, not at all.</summary>
internal sealed class PeerFollower(
    PeerConnections connections, FollowedPeers followed, CarriedAgreements carried, Importer importer, ForeignExpunging expunging, OnwardReports reports, SignerClient signer,
    RuleChanges changes, RuleWatch rules, IOptions<FederationOptions> options, FederationLog log, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>A peer that comes back is followed again within this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at whether the replica that follows is still there.</summary>
    private static readonly TimeSpan Waiting = TimeSpan.FromSeconds(1);

    public async Task RunAsync(string peer, PeerState state, CancellationToken stop)
    {
        for (var pause = ShortestPause; !stop.IsCancellationRequested;)
        {
            var begun = time.GetTimestamp();
            try
            {
                if (await followed.HoldAsync(peer, stop) is not { } begin)
                {
                    await Task.Delay(Waiting, stop);
                    continue;
                }

                await using var hub = connections.Open(peer, state);
                using var session = new PeerSession(
                    hub, peer, state, begin, followed, carried, importer, expunging, reports, signer, rules, options.Value.MostAgreements, log);
                await session.RunAsync(stop);
            }
            catch (PeerRefusedException refused)
            {
                log.Refused(peer, refused.Message);
                await RefuseAsync(peer, refused.Message, stop);
                return;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                if (!IsExpected(e))
                {
                    log.FollowingFailed(peer, e.GetType().Name);
                }

                pause = time.GetElapsedTime(begun) > LongestPause ? ShortestPause : pause;
                var trouble = e is RpcException call ? PeerWords.Plain(call.Status.Detail) : e is PeerTroubleException or ArgumentException ? e.Message : $"{e.GetType().Name}.";
                log.Troubled(peer, trouble, pause);
                await NoteAsync(peer, trouble, stop);
                await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        await LetGoAsync(peer);
    }

    private static bool IsExpected(Exception e) =>
        e is PeerTroubleException or RpcException or IOException or ArgumentException or CryptographicException || DatabaseFaults.IsDatabaseAway(e) || DatabaseFaults.IsLostRace(e);

    /// <summary>It is history first: whoever is stopped between the two finds it there.</summary>
    private async Task RefuseAsync(string peer, string reason, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await changes.DecideAsync<MemberState>(
                    new Acting(peer, CarriedAgreements.Actor), StreamKeys.Member(peer), held => Task.FromResult(PeerDecisions.Refuse(held, reason)), stop);
                await LetGoAsync(peer);
                return;
            }
            catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e) && !stop.IsCancellationRequested)
            {
                await Task.Delay(LongestPause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task NoteAsync(string peer, string trouble, CancellationToken stop)
    {
        try
        {
            await followed.TroubledAsync(peer, trouble, stop);
        }
        catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e) || stop.IsCancellationRequested)
        {
            // Nobody can read it either while the database is away.
        }
    }

    private async Task LetGoAsync(string peer)
    {
        try
        {
            await followed.LetGoAsync(peer, CancellationToken.None);
        }
        catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e))
        {
            // Another replica waits until the time is over.
        }
    }
}
