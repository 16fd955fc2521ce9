using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Hub.Federation.Reporting;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Members;
using SharingHub.Sdk;
using SharingHub.Sdk.Agreeing;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;
using SharingHub.Verification.Receipts;

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
    private readonly ConcurrentDictionary<string, Agreement> _agreements = new(StringComparer.Ordinal);
    private readonly KnownTerms _terms = new(mostAgreements);

    /// <summary>
    /// One at a time: what an agreement said before must not be carried after what it says now, and no record is taken under a revision that is not carried yet.
    /// </summary>
    private readonly SemaphoreSlim _carrying = new(1, 1);

    /// <summary>Kept with each page in the transaction that imports it, and by itself where nothing came.</summary>
    private string _cursor = begin.Cursor;

    /// <summary>The index in the peer's ledger of the last disclosure that was imported.</summary>
    private long _disclosed = begin.Disclosed;

    /// <exception cref="PeerRefusedException">Something does not check.</exception>
    /// <exception cref="PeerTroubleException">It cannot be followed now.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var names = new PeerNames(peer, await OwnNameAsync(stop));
        await _log.LookAsync(stop);
        foreach (var agreement in (await hub.Agreements.ListAsync(new AgreementServiceListRequest(), cancellationToken: stop)).Agreements)
        {
            await LearnAsync(agreement, names, stop);
        }

        await AcknowledgeAsync(begin.Unacknowledged, stop);
        await followed.HeardAsync(peer, stop);
        log.Follows(peer, _log.Size);
        await AllUntilOneEndsAsync(
            stop, end => WatchAsync(names, end), end => ReceiveAsync(names, end), PulseAsync, HearAsync, end => FollowRulesAsync(names, end), ReportAsync, CosignAsync);
    }

    public void Dispose()
    {
        _carrying.Dispose();
        _log.Dispose();
    }

    private static bool IsUuid(string id) => Guid.TryParseExact(id, "D", out var parsed) && parsed.ToString("D") == id;

    /// <summary>As what this hub is registered at the peer.</summary>
    private async Task<string> OwnNameAsync(CancellationToken stop)
    {
        var self = (await hub.Members.ListAsync(new MemberServiceListRequest(), cancellationToken: stop)).Members;
        return self is [{ Role: MemberRole.PeerHub, Id: var id }] && MemberId.IsValid(id) ? id : throw new PeerTroubleException("This hub's client there does not act for a peer hub.");
    }

    private static async Task AllUntilOneEndsAsync(CancellationToken stop, params Func<CancellationToken, Task>[] parts)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = parts.Select(part => part(end.Token)).ToList();
        var first = await Task.WhenAny(running);
        await end.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What does not check is said before what broke because of it.
        await (running.Find(r => r.Exception?.InnerException is PeerRefusedException) ?? first);
    }

    private async Task WatchAsync(PeerNames names, CancellationToken stop)
    {
        await foreach (var change in hub.WatchAgreementsAsync(stop))
        {
            await LearnAsync(change.Agreement, names, stop);
        }
    }

    private async Task LearnAsync(Agreement agreement, PeerNames names, CancellationToken stop)
    {
        if (agreement.Terms?.Recipients.Contains(names.Own) != true)
        {
            return;
        }

        if (!IsUuid(agreement.Id))
        {
            throw new PeerRefusedException("It tells of an agreement whose id is no lower-case UUID.");
        }

        await WhileNothingIsCarriedAsync(() => CarryAsync(agreement, names, stop), stop);
    }

    private async Task CarryAsync(Agreement agreement, PeerNames names, CancellationToken stop)
    {
        // The answer to a question may overtake the watch.
        if (_agreements.TryGetValue(agreement.Id, out var told) && told.Revision > agreement.Revision)
        {
            return;
        }

        if (Stands(agreement))
        {
            _terms.Learn(agreement);
            _agreements[agreement.Id] = agreement;
        }

        await carried.FollowAsync(agreement, names, stop);
        if (!Stands(agreement))
        {
            _agreements.TryRemove(agreement.Id, out _);
            _terms.Forget(agreement.Id);
        }
    }

    private static bool Stands(Agreement agreement) => agreement.Status is AgreementStatus.InForce or AgreementStatus.Suspended;

    private async Task WhileNothingIsCarriedAsync(Func<Task> does, CancellationToken stop)
    {
        await _carrying.WaitAsync(stop);
        try
        {
            await does();
        }
        finally
        {
            _carrying.Release();
        }
    }

    /// <summary>A member was registered, or signed: what is carried for it may go on.</summary>
    private async Task FollowRulesAsync(PeerNames names, CancellationToken stop)
    {
        while (true)
        {
            var changed = rules.Changed.Next;
            foreach (var agreement in _agreements.Keys)
            {
                await WhileNothingIsCarriedAsync(() => _agreements.TryGetValue(agreement, out var told) ? carried.FollowAsync(told, names, stop) : Task.CompletedTask, stop);
            }

            await changed.WaitAsync(stop);
        }
    }

    private async Task ReceiveAsync(PeerNames names, CancellationToken stop)
    {
        var ahead = new ReadAhead(hub, begin.Cursor);
        // While some are imported, those that come next are proven.
        var proven = Channel.CreateBounded<Proven>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        await AllUntilOneEndsAsync(stop, ahead.RunAsync, end => ProveAsync(ahead, proven.Writer, end), end => TakeAsync(proven.Reader, names, end));
    }

    private async Task ProveAsync(ReadAhead ahead, ChannelWriter<Proven> proven, CancellationToken stop)
    {
        while (true)
        {
            var came = await ahead.NextAsync(stop);
            var disclosures = came.Select(one => one.Event).OfType<PageReceived>().SelectMany(one => DisclosuresOf(one.Page)).Distinct(StringComparer.Ordinal).ToList();
            await proven.WriteAsync(new Proven(came, await _log.ProveAsync(disclosures, stop)), stop);
        }
    }

    private async Task TakeAsync(ChannelReader<Proven> proven, PeerNames names, CancellationToken stop)
    {
        var check = new PageCheck(names, _terms);
        while (true)
        {
            var (came, receipts) = await proven.ReadAsync(stop);
            foreach (var next in came)
            {
                switch (next.Event)
                {
                    case null:
                        await MoveToAsync(next.Cursor!, stop);
                        break;
                    case PageReceived { Page: var page }:
                        await ImportAsync(page, check, names, receipts, stop);
                        break;
                    case CaughtUpReached:
                        // All that was taken back meanwhile is known now.
                        await followed.HeardAsync(peer, stop);
                        await carried.GoOnAsync(peer, stop);
                        break;
                    case SubscriptionEnded { End: var end } when end.Reason != EndReason.AgreementEnded:
                        throw new PeerTroubleException($"It ended the stream: {end.Message}");
                }
            }

            await AcknowledgeAsync([.. receipts.Keys.Select(Guid.Parse)], stop);
        }
    }

    private async Task ImportAsync(Page page, PageCheck check, PeerNames names, IReadOnlyDictionary<string, EventReceipt> receipts, CancellationToken stop)
    {
        foreach (var unknown in await NotCarriedAsync(page, stop))
        {
            await AskForAsync(unknown.AgreementId, names, stop);
            if (_terms.Find(unknown.AgreementId, unknown.AgreementRevision) is null && _terms.IsPast(unknown.AgreementId, unknown.AgreementRevision))
            {
                throw new PeerTroubleException("The terms of a page changed while it was on its way; asking for it anew.");
            }
        }

        var shown = DisclosuresOf(page).ConvertAll(id => (Id: id, Receipt: receipts[id]));
        var (first, last) = (shown.Min(one => one.Receipt.Proof.Index), shown.Max(one => one.Receipt.Proof.Index));
        if (first <= _disclosed)
        {
            throw new PeerRefusedException($"It sent what index {first} of its ledger shows after what index {_disclosed} does: pages come once, in their order.");
        }

        var acts = check.Check(page, shown.ConvertAll(one => ProvenDisclosure.Of(one.Id, one.Receipt)));
        await importer.ImportAsync(peer, page, acts, last, stop);
        (_cursor, _disclosed) = (page.Cursor, last);
        await followed.HeardAsync(peer, stop);
    }

    /// <returns>One view of each revision of an agreement that is not known.</returns>
    private async Task<IReadOnlyList<RecordView>> NotCarriedAsync(Page page, CancellationToken stop)
    {
        await _carrying.WaitAsync(stop);
        try
        {
            return [.. page.Views.Where(v => _terms.Find(v.AgreementId, v.AgreementRevision) is null).DistinctBy(v => (v.AgreementId, v.AgreementRevision))];
        }
        finally
        {
            _carrying.Release();
        }
    }

    private async Task MoveToAsync(string cursor, CancellationToken stop)
    {
        if (cursor != _cursor)
        {
            await followed.MoveToAsync(peer, cursor, stop);
            _cursor = cursor;
        }
    }

    private static List<string> DisclosuresOf(Page page)
    {
        var ids = page.Disclosures.Select(d => d.DisclosureId).Distinct(StringComparer.Ordinal).ToList();
        return ids.TrueForAll(IsUuid)
            ? ids
            : throw new PeerRefusedException("A page names a disclosure that is no lower-case UUID.");
    }

    /// <summary>A page may come before the watch tells of the agreement that it came under.</summary>
    private async Task AskForAsync(string agreement, PeerNames names, CancellationToken stop)
    {
        try
        {
            var answer = (await hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = agreement }, cancellationToken: stop)).Agreement ?? new Agreement();
            if (answer.Id != agreement)
            {
                throw new PeerRefusedException("It answered for another agreement than was asked for.");
            }

            await LearnAsync(answer, names, stop);
            if (!Stands(answer) && answer.Terms is not null)
            {
                // It ended meanwhile; what was disclosed before it did is still to be looked at.
                _terms.Learn(answer);
            }
        }
        catch (HubException unknown) when (unknown.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            // The check will say so.
        }
    }

    private async Task AcknowledgeAsync(Guid[] disclosures, CancellationToken stop)
    {
        if (disclosures.Length > 0)
        {
            await hub.AcknowledgeAsync(disclosures.Select(d => d.ToString("D")), stop);
            await followed.AcknowledgedAsync(peer, disclosures, stop);
        }
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
    private async Task HearAsync(CancellationToken stop)
    {
        while (true)
        {
            await OwnNameAsync(stop);
            await followed.HeardAsync(peer, stop);
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

    /// <param name="Came">In its order.</param>
    /// <param name="Receipts">Of the disclosures of all pages in it, verified, by id.</param>
    private sealed record Proven(IReadOnlyList<Ahead> Came, IReadOnlyDictionary<string, EventReceipt> Receipts);
}
