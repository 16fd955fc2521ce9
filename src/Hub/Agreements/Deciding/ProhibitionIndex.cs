using System.Collections.Frozen;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What stays out whatever is granted, by contributor and kind.</summary>
internal sealed class ProhibitionIndex
{
    private readonly FrozenDictionary<string, ProhibitionTable?[]> _byContributor, _wholeByContributor;

    public ProhibitionIndex(IReadOnlyCollection<CompiledProhibition> prohibitions)
    {
        _byContributor = Tables(prohibitions);
        _wholeByContributor = Tables(prohibitions.Where(one => one.IsWhole));
    }

    public bool Denies(in RecordFacts facts, DateTimeOffset now) =>
        _byContributor.TryGetValue(facts.Contributor, out var tables) && KindTable.At(tables, facts.Kind)?.Denies(facts, now) == true;

    /// <summary>Whether every record of this kind stays out, whatever it says.</summary>
    public bool DeniesAll(string contributor, RecordKind kind, DateTimeOffset now) =>
        _wholeByContributor.TryGetValue(contributor, out var tables) && KindTable.At(tables, kind)?.Denies(default, now) == true;

    private static FrozenDictionary<string, ProhibitionTable?[]> Tables(IEnumerable<CompiledProhibition> prohibitions) =>
        prohibitions.GroupBy(one => one.Provider, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => KindTable.Of([.. group], (one, kind) => one.Concerns(kind), ofKind => new ProhibitionTable(ofKind)),
            StringComparer.Ordinal);
}
