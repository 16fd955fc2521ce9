using Microsoft.Extensions.Options;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Federation.Following;

/// <summary>
/// Sees to it that each peer is followed that may be, and that what came from the others stands still: from one that is refused, that ended, or that was not
/// heard of for too long. Every replica runs one; peers do not wait for each other.
/// </summary>
internal sealed class PeerFollowing(
    MemberBook members, FollowedPeers followed, CarriedAgreements carried, PeerConnections connections, PeerFollower follower, RuleWatch rules, IOptions<FederationOptions> options,
    FederationLog log) : BackgroundService
{
    /// <summary>Between two looks at how long peers were silent.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Run> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = rules.Changed.Next;
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                log.NotLookedAt(e.GetType().Name);
            }

            await Task.WhenAny(changed, Task.Delay(Interval, stoppingToken));
        }

        foreach (var run in _running.Values)
        {
            await run.EndAsync();
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var peers = (await members.CurrentAsync(stop)).View.All.Where(m => m.Peer is not null).ToList();
        foreach (var peer in peers)
        {
            await FollowAsync(peer, stop);
        }

        if (peers.Count == 0)
        {
            return;
        }

        var heard = (await followed.AllAsync(stop)).ToDictionary(f => f.Peer, StringComparer.Ordinal);
        foreach (var peer in peers)
        {
            await StopAsync(peer.MemberId, peer.Peer!, heard.GetValueOrDefault(peer.MemberId), stop);
        }
    }

    private async Task FollowAsync(MemberState member, CancellationToken stop)
    {
        var wanted = member is { Suspended: false, Peer: { Ended: null, Refused: null } } && connections.CanReach(member.MemberId) ? member.Version : 0;
        if (_running.TryGetValue(member.MemberId, out var run))
        {
            if (run.Version == wanted)
            {
                return;
            }

            // Its address, its keys or its standing changed.
            await run.EndAsync();
            _running.Remove(member.MemberId);
        }

        if (wanted > 0)
        {
            var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _running.Add(member.MemberId, new Run(wanted, end, Task.Run(() => follower.RunAsync(member.MemberId, member.Peer!, end.Token), CancellationToken.None)));
        }
    }

    private async Task StopAsync(string peer, PeerState state, FollowedPeer? heard, CancellationToken stop)
    {
        if (heard?.Silence is { } silence)
        {
            Telemetry.SetPeerSilence(peer, silence);
        }

        if (state.Ended is { } ended)
        {
            await carried.EndAsync(peer, $"the exchange with {peer} ended: {ended}", stop);
        }
        else if (state.Refused is { } refused)
        {
            await carried.HaltAsync(peer, $"what {peer} sent does not check: {refused}", stop);
        }
        else if (heard?.Silence > options.Value.StopAfter)
        {
            await carried.HaltAsync(peer, $"{peer} was not heard of since {heard.HeardAt:u}", stop);
        }
    }

    private sealed record Run(long Version, CancellationTokenSource End, Task Done)
    {
        public async Task EndAsync()
        {
            await End.CancelAsync();
            await Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            End.Dispose();
        }
    }
}
