using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>
/// What one recipient may have for one purpose under a set of agreements: docs/sharing-decisions.md, compiled. Pure: it knows no clock, and stands as
/// long as the set of agreements stands.
/// </summary>
internal sealed class Entitlement
{
    private readonly GrantIndex _read, _correlate;
    private readonly DateTimeOffset[] _changes;

    private Entitlement(string recipient, Purpose purpose, IReadOnlyCollection<CompiledGrant> grants)
    {
        (Recipient, Purpose) = (recipient, purpose);
        Grants = [.. grants.Where(grant => grant.CanRead).Order(DeterminingOrder.ForRead)];
        Providers = Grants.Select(grant => grant.Provider).ToHashSet(StringComparer.Ordinal);
        _read = new GrantIndex(Grants, DeterminingOrder.ForRead);
        _correlate = new GrantIndex(grants.Where(grant => grant.CanCorrelate), DeterminingOrder.ForCorrelate);
        _changes = [.. grants.SelectMany(Edges).Distinct().Order()];
    }

    public string Recipient { get; }

    public Purpose Purpose { get; }

    /// <summary>The grants with READ, in determining order; among them those whose window is not open yet or is over.</summary>
    public IReadOnlyList<CompiledGrant> Grants { get; }

    /// <summary>The providers of <see cref="Grants"/>.</summary>
    public IReadOnlySet<string> Providers { get; }

    public static Entitlement Compile(string recipient, Purpose purpose, IEnumerable<AgreementInForce> agreements)
    {
        var latest = new Dictionary<Guid, AgreementInForce>();
        foreach (var agreement in agreements)
        {
            if (!latest.TryGetValue(agreement.Id, out var other) || (agreement.Revision, agreement.Epoch).CompareTo((other.Revision, other.Epoch)) > 0)
                latest[agreement.Id] = agreement;
        }

        // Who is named is looked at first only because it is cheap; whatever is left out here would be left out anyway.
        return new Entitlement(recipient, purpose, [.. latest.Values
            .Where(agreement => agreement.Terms.Recipients.Contains(recipient))
            .Where(agreement => TermsValidator.FaultsOf(agreement.Terms).Count == 0)
            .SelectMany(agreement => Enumerable.Range(1, agreement.Terms.Grants.Count)
                .Where(number => agreement.Terms.Grants[number - 1].Purposes.Contains(purpose))
                .Select(number => new CompiledGrant(agreement, number)))
            .Where(grant => !grant.Window.IsEmpty)]);
    }

    /// <summary>The grant that determines how the recipient may read the record; null means that it may not.</summary>
    public CompiledGrant? DecideRead(in RecordFacts facts, DateTimeOffset now) => _read.First(facts, now);

    /// <summary>
    /// The grant that determines how the hub may join on the record for the recipient; null means that it may not.
    /// Among those that withhold equally much from joining, the one that releases least determines.
    /// </summary>
    public CompiledGrant? DecideCorrelate(in RecordFacts facts, DateTimeOffset now) => _correlate.First(facts, now);

    /// <summary>The next instant at which a grant begins or ceases to act; until then only the records differ, not the answers. Null if none comes.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var at = Array.BinarySearch(_changes, now);
        at = at < 0 ? ~at : at + 1;
        return at < _changes.Length ? _changes[at] : null;
    }

    /// <summary>Whether any grant that acts now could let a record of these kinds, from these contributors, reach the recipient. Empty means any.</summary>
    public bool CouldFeed(IReadOnlyCollection<RecordKind> kinds, IReadOnlyCollection<string> contributors, DateTimeOffset now) =>
        Grants.Any(grant => grant.Window.Contains(now)
            && (contributors.Count == 0 || contributors.Contains(grant.Provider))
            && (kinds.Count == 0 || grant.Grant.Kinds.Any(kinds.Contains)));

    private static IEnumerable<DateTimeOffset> Edges(CompiledGrant grant) =>
        grant.Window.End is { } end ? [grant.Window.Start, end] : [grant.Window.Start];
}
