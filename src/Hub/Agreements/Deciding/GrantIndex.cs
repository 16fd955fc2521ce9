using System.Collections.Frozen;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>
/// Grants of one use by contributor, kind and marking, each list in determining order, so that a decision is a look-up and then the first that fits.
/// What a list does not settle is flat in it: two clocks to compare, no object to follow.
/// </summary>
internal sealed class GrantIndex
{
    private const int Kinds = (int)RecordKind.Sighting + 1, Markings = (int)Tlp.Red + 1;

    private readonly FrozenDictionary<string, Candidate[][]> _byContributor;

    public GrantIndex(IEnumerable<CompiledGrant> grants, IComparer<CompiledGrant> order) =>
        _byContributor = grants.GroupBy(grant => grant.Provider, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => Table([.. group.Order(order)]), StringComparer.Ordinal);

    public CompiledGrant? First(in RecordFacts facts, DateTimeOffset now)
    {
        // Unsigned, so that a negative number is out of range too: what has no place in the table is denied.
        if ((uint)facts.Kind >= Kinds || (uint)facts.Tlp >= Markings || !_byContributor.TryGetValue(facts.Contributor, out var table))
            return null;
        var (sequenced, at) = (facts.SequencedAt.UtcTicks, now.UtcTicks);
        foreach (ref readonly var candidate in table[Place(facts.Kind, facts.Tlp)].AsSpan())
        {
            if (candidate.Start <= at && at < candidate.End && candidate.BackFillFrom <= sequenced)
                return candidate.Grant;
        }

        return null;
    }

    private static Candidate[][] Table(CompiledGrant[] grants)
    {
        var table = new Candidate[Kinds * Markings][];
        Array.Fill(table, []);
        foreach (var kind in Enum.GetValues<RecordKind>().Where(kind => kind != RecordKind.Unspecified))
        {
            var ofKind = grants.Where(grant => grant.Grant.Kinds.Contains(kind)).ToArray();
            foreach (var tlp in Enum.GetValues<Tlp>().Where(tlp => tlp != Tlp.Unspecified))
                table[Place(kind, tlp)] = [.. ofKind.Where(grant => tlp <= grant.Ceiling).Select(grant => new Candidate(grant))];
        }

        return table;
    }

    private static int Place(RecordKind kind, Tlp tlp) => ((int)kind * Markings) + (int)tlp;

    private readonly struct Candidate(CompiledGrant grant)
    {
        public readonly long Start = grant.Window.Start.UtcTicks;
        public readonly long End = grant.Window.End?.UtcTicks ?? long.MaxValue;
        public readonly long BackFillFrom = grant.BackFillFrom.UtcTicks;
        public readonly CompiledGrant Grant = grant;
    }
}
