using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Members and agreements as they are now, with the database's clock. Immutable; a decision relies on one of these.</summary>
internal sealed record Sharing(MemberDirectory Members, AgreementDirectory Agreements, long Generation, DateTimeOffset Now)
{
    public Entitlement EntitlementOf(string recipient, Purpose purpose) => Agreements.EntitlementOf(recipient, purpose);

    /// <summary>Whether all that decides for this recipient is as it was at an earlier look.</summary>
    public bool IsAs(Sharing before, string recipient, Purpose purpose) =>
        Generation == before.Generation && Now < (before.EntitlementOf(recipient, purpose).NextChange(before.Now) ?? DateTimeOffset.MaxValue);

    /// <summary>The grants that let a query's records reach the recipient at this moment, each with a kind that it lets through.</summary>
    public IEnumerable<(CompiledGrant Grant, RecordKind Kind)> Feeding(string recipient, RecordQuery query) =>
        EntitlementOf(recipient, query.Purpose).Offers(query.Kinds, query.Contributors, Now).Where(offer => Members.IsActive(offer.Grant.Provider));

    /// <summary>The pairs <c>contributor/kind</c> that a query may get something of, each with all that stands between its contributor and the recipient.</summary>
    public Dictionary<string, string> Sources(string recipient, RecordQuery query) => Feeding(recipient, query)
        .Select(offer => (offer.Grant.Provider, Pair: $"{offer.Grant.Provider}/{KindNames.Of(offer.Kind)}"))
        .DistinctBy(s => s.Pair)
        .ToDictionary(s => s.Pair, s => Standing(s.Provider, recipient, a => ValidityWindow.Of(a).Contains(Now)), StringComparer.Ordinal);

    /// <summary>
    /// The same of what the hub may join on for the recipient: pairs <c>contributor/kind</c> of others, with what stands between. What the recipient may read
    /// of them decides what may be named to it, and stands there too.
    /// </summary>
    public Dictionary<string, string> JoinSources(string recipient, Purpose purpose) => EntitlementOf(recipient, purpose).Joined
        .Where(grant => grant.Window.Contains(Now) && Members.IsActive(grant.Provider))
        .SelectMany(grant => grant.Grant.Kinds.Select(kind => (grant.Provider, Pair: $"{grant.Provider}/{KindNames.Of(kind)}")))
        .DistinctBy(s => s.Pair)
        .ToDictionary(s => s.Pair, s => Standing(s.Provider, recipient, a => ValidityWindow.Of(a).Contains(Now)), StringComparer.Ordinal);

    /// <summary>
    /// All that a decision between these two looks at, as text: equal texts, equal decisions. Prohibitions stand in any agreement,
    /// so all agreements between the two count, not only the one that grants.
    /// </summary>
    public string Standing(string provider, string recipient, Func<AgreementInForce, bool>? acts = null) =>
        $"{Members.AnsweringFor(provider)?.Version}/{Members.Find(recipient)?.Version}/"
        + string.Join(' ', Agreements.Between(provider, recipient).Where(a => acts?.Invoke(a) ?? true).Select(a => $"{a.Id:N}@{a.Revision}:{a.Epoch}").Order(StringComparer.Ordinal));

    /// <summary>The grant that determines whether and how a record reaches the recipient; null when none does.</summary>
    public CompiledGrant? Decide(Entitlement entitlement, in RecordFacts facts) =>
        Members.IsActive(facts.Contributor) ? entitlement.DecideRead(facts, Now) : null;

    /// <summary>The grant that determines how the hub may join on a record for the recipient; null when none does.</summary>
    public CompiledGrant? DecideJoin(Entitlement entitlement, in RecordFacts facts) =>
        Members.IsActive(facts.Contributor) ? entitlement.DecideCorrelate(facts, Now) : null;
}

/// <summary>Gives the current <see cref="Sharing"/>.</summary>
internal sealed class SharingBook(RuleChanges rules, MemberBook members, AgreementBook agreements)
{
    public async Task<Sharing> CurrentAsync(CancellationToken stop)
    {
        var (generation, now) = await rules.NowAsync(stop);
        return await AtLeastAsync(generation, now, stop);
    }

    /// <summary>The same, for a generation and a time that were read just now.</summary>
    public async Task<Sharing> AtLeastAsync(long generation, DateTimeOffset now, CancellationToken stop)
    {
        while (true)
        {
            var directory = await members.AtLeastAsync(generation, now, stop);
            var agreed = await agreements.AtLeastAsync(generation, now, stop);
            // A change in between would give members of one generation and agreements of another.
            if (directory.Generation == agreed.Generation)
            {
                return new Sharing(directory.View, agreed.View, agreed.Generation, now);
            }

            (generation, now) = await rules.NowAsync(stop);
        }
    }

    /// <summary>As it was in an earlier generation, at a time by the database's clock.</summary>
    public async Task<Sharing> ThenAsync(long generation, DateTimeOffset at, CancellationToken stop) =>
        new(await members.AtGenerationAsync(generation, stop), await agreements.AtGenerationAsync(generation, stop), generation, at);
}
