using Google.Protobuf;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Carrying;

/// <summary>Keeps the agreements here that carry a peer's terms as the peer's are.</summary>
internal sealed class CarriedAgreements(AgreementBook agreements, MemberBook members, RuleChanges changes, FederationLog log)
{
    /// <summary>Written as who acted when the hub does.</summary>
    public const string Actor = "system:federation";

    /// <summary>Brings what an agreement of a peer carries here to what it says now. What is so already costs nothing.</summary>
    public async Task FollowAsync(Agreement origin, PeerNames names, CancellationToken stop)
    {
        var directory = (await agreements.CurrentAsync(stop)).View;
        var known = (await members.CurrentAsync(stop)).View;
        var standing = OriginStanding.Of(origin, names.Peer);
        var wanted = CarriedTerms.Of(origin, names).Where(w => known.Find(w.Key) is { Role: not MemberRole.PeerHub }).ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);
        var live = directory.All.Where(a => CarriedAgreement.IsOf(a, names.Peer) && CarriedAgreement.OriginOf(a) == origin.Id && !CarriedAgreement.IsOver(a))
            .ToDictionary(a => a.Terms.Recipients[0], StringComparer.Ordinal);
        foreach (var member in wanted.Keys.Union(live.Keys).Order(StringComparer.Ordinal))
        {
            var terms = wanted.GetValueOrDefault(member);
            if (terms is not null && TermsValidator.FaultsOf(terms) is [var fault, ..])
            {
                log.TermsNotCarried(names.Peer, origin.Id, fault.Field, fault.Description);
                terms = null;
            }

            await FollowAsync(live.GetValueOrDefault(member), origin, names, member, terms, standing, stop);
        }
    }

    /// <summary>Stops all that a peer's agreements carry, until <see cref="GoOnAsync"/>.</summary>
    public Task HaltAsync(string peer, string reason, CancellationToken stop) => EachAsync(peer, held => CarryDecisions.Halt(held, peer, reason), stop);

    public Task GoOnAsync(string peer, CancellationToken stop) => EachAsync(peer, held => CarryDecisions.GoOn(held, peer), stop);

    /// <summary>Whether anything of it is stopped by <see cref="HaltAsync"/>.</summary>
    public async Task<bool> IsHaltedAsync(string peer, CancellationToken stop) => (await ThoseAsync(peer, held => CarryDecisions.GoOn(held, peer), stop)).Any();

    /// <summary>Ends it for good.</summary>
    public Task EndAsync(string peer, string reason, CancellationToken stop) => EachAsync(peer, held => CarryDecisions.End(held, peer, reason), stop);

    private async Task FollowAsync(
        AgreementState? live, Agreement origin, PeerNames names, string member, AgreementTerms? terms, OriginStanding standing, CancellationToken stop)
    {
        var id = live?.AgreementId ?? CarriedAgreement.IdOf(names.Peer, origin.Id, origin.Revision, member);
        var known = live ?? (await agreements.CurrentAsync(stop)).View.Find(id);
        // A member that ended it is not asked again, unless the peer's terms change.
        if (CarryDecisions.Follow(known, terms, standing).Count == 0)
        {
            return;
        }

        var after = await ChangeAsync(names.OfPeer(origin.Terms.Provider)!, id, held => CarryDecisions.Follow(held, terms, standing), stop);

        // One that nobody had signed was ended for new terms: these are proposed under their own id.
        if (live is not null && terms is not null && standing.Ended is null && after is not null && CarriedAgreement.IsOver(after))
        {
            await FollowAsync(null, origin, names, member, terms, standing, stop);
        }
    }

    private async Task EachAsync(string peer, Func<AgreementState, IReadOnlyList<IMessage>> decide, CancellationToken stop)
    {
        foreach (var held in await ThoseAsync(peer, decide, stop))
        {
            await ChangeAsync(peer, held.AgreementId, now => now is null ? [] : decide(now), stop);
        }
    }

    /// <summary>Those of a peer for which something is decided.</summary>
    private async Task<IEnumerable<AgreementState>> ThoseAsync(string peer, Func<AgreementState, IReadOnlyList<IMessage>> decide, CancellationToken stop) =>
        (await agreements.CurrentAsync(stop)).View.All.Where(a => CarriedAgreement.IsOf(a, peer) && decide(a).Count > 0);

    /// <returns>As it is then; null when there is none.</returns>
    private async Task<AgreementState?> ChangeAsync(string actsFor, Guid id, Func<AgreementState?, IReadOnlyList<IMessage>> decide, CancellationToken stop) =>
        await changes.DecideAsync<AgreementState>(
            new Acting(actsFor, Actor), StreamKeys.Agreement(id), held => Task.FromResult((decide(held), (Refusal?)null)), stop);
}
