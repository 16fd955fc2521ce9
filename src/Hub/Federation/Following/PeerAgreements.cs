using System.Collections.Concurrent;
using Grpc.Core;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Hub.History;
using SharingHub.Sdk;
using SharingHub.Sdk.Agreeing;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Following;

/// <summary>What a peer tells of its agreements with this hub: learnt, and carried, one at a time.</summary>
/// <param name="hub">The peer.</param>
/// <param name="names">Whose agreements they are.</param>
/// <param name="most">How many may stand.</param>
internal sealed class PeerAgreements(HubConnection hub, PeerNames names, CarriedAgreements carried, RuleWatch rules, int most) : IDisposable
{
    private readonly ConcurrentDictionary<string, Agreement> _agreements = new(StringComparer.Ordinal);

    /// <summary>
    /// One at a time: what an agreement said before must not be carried after what it says now, and no record is taken under a revision that is not carried yet.
    /// </summary>
    private readonly SemaphoreSlim _carrying = new(1, 1);

    /// <summary>The terms that it told of.</summary>
    public KnownTerms Terms { get; } = new(most);

    public void Dispose() => _carrying.Dispose();

    /// <summary>Learns all that there are.</summary>
    public async Task LearnAllAsync(CancellationToken stop)
    {
        foreach (var agreement in (await hub.Agreements.ListAsync(new AgreementServiceListRequest(), cancellationToken: stop)).Agreements)
        {
            await LearnAsync(agreement, stop);
        }
    }

    /// <summary>Learns what changes.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        await foreach (var change in hub.WatchAgreementsAsync(stop))
        {
            await LearnAsync(change.Agreement, stop);
        }
    }

    /// <summary>A member was registered, or signed: what is carried for it may go on.</summary>
    public async Task FollowRulesAsync(CancellationToken stop)
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

    /// <summary>Learns what a page came under: it may come before the watch tells of it.</summary>
    /// <exception cref="PeerTroubleException">The peer has later terms by now, and does not tell of those.</exception>
    public async Task LearnAsync(Page page, CancellationToken stop)
    {
        foreach (var unknown in await NotCarriedAsync(page, stop))
        {
            await AskForAsync(unknown.AgreementId, stop);
            if (Terms.Find(unknown.AgreementId, unknown.AgreementRevision) is null && Terms.IsPast(unknown.AgreementId, unknown.AgreementRevision))
            {
                throw new PeerTroubleException("The terms of a page changed while it was on its way; asking for it anew.");
            }
        }
    }

    private async Task LearnAsync(Agreement agreement, CancellationToken stop)
    {
        if (agreement.Terms?.Recipients.Contains(names.Own) != true)
        {
            return;
        }

        if (!PeerWords.IsUuid(agreement.Id))
        {
            throw new PeerRefusedException("It tells of an agreement whose id is no lower-case UUID.");
        }

        await WhileNothingIsCarriedAsync(() => CarryAsync(agreement, stop), stop);
    }

    private async Task CarryAsync(Agreement agreement, CancellationToken stop)
    {
        // The answer to a question may overtake the watch.
        if (_agreements.TryGetValue(agreement.Id, out var told) && told.Revision > agreement.Revision)
        {
            return;
        }

        if (Stands(agreement))
        {
            Terms.Learn(agreement);
            _agreements[agreement.Id] = agreement;
        }

        await carried.FollowAsync(agreement, names, stop);
        if (!Stands(agreement))
        {
            _agreements.TryRemove(agreement.Id, out _);
            Terms.Forget(agreement.Id);
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

    /// <returns>One view of each revision of an agreement that is not known.</returns>
    private async Task<IReadOnlyList<RecordView>> NotCarriedAsync(Page page, CancellationToken stop)
    {
        await _carrying.WaitAsync(stop);
        try
        {
            return [.. page.Views.Where(v => Terms.Find(v.AgreementId, v.AgreementRevision) is null).DistinctBy(v => (v.AgreementId, v.AgreementRevision))];
        }
        finally
        {
            _carrying.Release();
        }
    }

    private async Task AskForAsync(string agreement, CancellationToken stop)
    {
        try
        {
            var answer = (await hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = agreement }, cancellationToken: stop)).Agreement ?? new Agreement();
            if (answer.Id != agreement)
            {
                throw new PeerRefusedException("It answered for another agreement than was asked for.");
            }

            await LearnAsync(answer, stop);
            if (!Stands(answer) && answer.Terms is not null)
            {
                // It ended meanwhile; what was disclosed before it did is still to be looked at.
                Terms.Learn(answer);
            }
        }
        catch (HubException unknown) when (unknown.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            // The check will say so.
        }
    }
}
