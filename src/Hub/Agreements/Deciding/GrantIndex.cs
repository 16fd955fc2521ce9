using System.Collections.Frozen;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Grants of one use by contributor and kind, so that a decision is a look-up and then the first that fits.</summary>
internal sealed class GrantIndex
{
    private readonly FrozenDictionary<string, GrantTable?[]> _byContributor;

    public GrantIndex(IEnumerable<CompiledGrant> grants, IComparer<CompiledGrant> order) =>
        _byContributor = grants.GroupBy(grant => grant.Provider, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => KindTable.Of([.. group.Order(order)], (grant, kind) => grant.Grant.Kinds.Contains(kind), grants => new GrantTable(grants)),
            StringComparer.Ordinal);

    /// <summary>A marking or a kind that is none is denied.</summary>
    public CompiledGrant? First(in RecordFacts facts, DateTimeOffset now) =>
        facts.Tlp is > Tlp.Unspecified and <= Tlp.Red && _byContributor.TryGetValue(facts.Contributor, out var tables)
            ? KindTable.At(tables, facts.Kind)?.First(facts, now)
            : null;
}
