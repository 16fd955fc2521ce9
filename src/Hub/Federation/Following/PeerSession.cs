using Grpc.Core;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Hub.Federation.Reporting;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Members;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Following;

/// <summary>
/// One connection to a peer, from its first call to the first thing that breaks: the peer's agreements are carried, its records imported and acknowledged.
/// </summary>
internal sealed class PeerSession(
    HubConnection hub, string peer, PeerState state, FollowedPeer begin, FollowedPeers followed, CarriedAgreements carried, Importer importer, ForeignExpunging expunging,
    OnwardReports reports, SignerClient signer, RuleWatch rules, int mostAgreements, FederationLog log) : IDisposable
{
    /// <summary>A third of the time for which a replica holds a peer.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(3);

    /// <summary>Checkpoints are a second apart.</summary>
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);

    /// <summary>A peer waits a second for the cosignature of a new checkpoint.</summary>
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMilliseconds(500);

    /// <summary>What the peer or the signer does not take is tried again after this.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(30);

    private readonly FollowedLog _log = new(hub, peer, state.LogKeys.Where(k => !k.Value).Select(k => k.Key), begin.LogSize, begin.LogRoot, followed);

    /// <exception cref="PeerRefusedException">Something does not check.</exception>
    /// <exception cref="PeerTroubleException">It cannot be followed now.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var names = new PeerNames(peer, await OwnNameAsync(stop));
        await _log.LookAsync(stop);
        using var agreements = new PeerAgreements(hub, names, carried, rules, mostAgreements);
        await agreements.LearnAllAsync(stop);
        var pages = new PeerPages(hub, names, begin, _log, agreements, followed, carried, importer);
        await pages.AcknowledgeAsync(stop);
        await followed.HeardAsync(peer, stop);
        log.Follows(peer, _log.Size);
        await Parts.AllUntilOneEndsAsync(stop, agreements.WatchAsync, pages.RunAsync, PulseAsync, end => HearAsync(pages, end), agreements.FollowRulesAsync, ReportAsync, CosignAsync);
    }

    public void Dispose() => _log.Dispose();

    /// <summary>As what this hub is registered at the peer.</summary>
    private async Task<string> OwnNameAsync(CancellationToken stop)
    {
        var self = (await hub.Members.ListAsync(new MemberServiceListRequest(), cancellationToken: stop)).Members;
        return self is [{ Role: MemberRole.PeerHub, Id: var id }] && MemberId.IsValid(id) ? id : throw new PeerTroubleException("This hub's client there does not act for a peer hub.");
    }

    /// <summary>A peer that does not take reports is followed all the same: what came from it may not be used less for that.</summary>
    private async Task ReportAsync(CancellationToken stop)
    {
        for (var reported = begin.Reported; ;)
        {
            var pause = BetweenReports;
            try
            {
                reported = await reports.RunAsync(hub, peer, reported, stop);
            }
            catch (HubException refused) when (refused.StatusCode is not StatusCode.Unavailable and not StatusCode.Cancelled)
            {
                log.NotReported(peer, PeerWords.Plain(refused.Status.Detail));
                pause = AfterRefusal;
            }

            await Task.Delay(pause, stop);
        }
    }

    /// <summary>A peer that names no witness key for this hub, or a signer that is away, does not keep the peer from being followed.</summary>
    private async Task CosignAsync(CancellationToken stop)
    {
        var witness = new PeerWitness(hub, _log, signer);
        for (var said = ""; ;)
        {
            var (pause, wrong) = (BetweenCheckpoints, "");
            try
            {
                await witness.CosignAsync(stop);
            }
            catch (HubException refused) when (refused.StatusCode is not StatusCode.Unavailable and not StatusCode.Cancelled)
            {
                (pause, wrong) = (AfterRefusal, PeerWords.Plain(refused.Status.Detail));
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                wrong = "The signer does not answer.";
            }

            if (wrong.Length > 0 && wrong != said)
            {
                log.NotCosigned(peer, wrong);
            }

            said = wrong;
            await Task.Delay(pause, stop);
        }
    }

    /// <summary>Asks whether it is there. A stream that nothing comes on does not tell: its peer may have nothing to say, or the line may be cut.</summary>
    private async Task HearAsync(PeerPages pages, CancellationToken stop)
    {
        while (true)
        {
            await OwnNameAsync(stop);
            await followed.HeardAsync(peer, stop);
            if (pages.HasGoneOn && await carried.IsHaltedAsync(peer, stop))
            {
                // The connection outlived the silence, or what was halted for it came after what let it go on. What the peer took back meanwhile comes first.
                throw new PeerTroubleException("What it carries here was stopped meanwhile; beginning anew.");
            }

            await Task.Delay(Pulse, stop);
        }
    }

    /// <summary>Holds on to the peer, and expunges what waits for the ledger or for a hold.</summary>
    private async Task PulseAsync(CancellationToken stop)
    {
        while (true)
        {
            if (await followed.HoldAsync(peer, stop) is null)
            {
                throw new PeerTroubleException("Another replica follows it.");
            }

            await expunging.RunAsync(peer, stop);
            await Task.Delay(Pulse, stop);
        }
    }
}
