using SharingHub.Hub.Foundation.Attributes;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>
/// What one recipient may have for one purpose under a set of agreements: docs/sharing-decisions.md, compiled. Pure: it knows no clock, and stands as
/// long as the set of agreements stands.
/// </summary>
internal sealed class Entitlement
{
    private readonly GrantIndex _read, _correlate;
    private readonly ProhibitionIndex _prohibited;
    private readonly DateTimeOffset[] _changes;

    private Entitlement(
        string recipient, Purpose purpose, IReadOnlyCollection<CompiledGrant> grants, IReadOnlyCollection<CompiledProhibition> prohibitions)
    {
        (Recipient, Purpose) = (recipient, purpose);
        Grants = [.. grants.Where(grant => grant.CanRead).Order(DeterminingOrder.ForRead)];
        Joined = [.. grants.Where(grant => grant.CanCorrelate)];
        Providers = Grants.Select(grant => grant.Provider).ToHashSet(StringComparer.Ordinal);
        _read = new GrantIndex(Grants, DeterminingOrder.ForRead);
        _correlate = new GrantIndex(Joined, DeterminingOrder.ForCorrelate);
        _prohibited = new ProhibitionIndex(prohibitions);
        _changes = [.. grants.Select(grant => grant.Window).Concat(prohibitions.Select(one => one.Window)).SelectMany(Edges).Distinct().Order()];
    }

    public string Recipient { get; }

    public Purpose Purpose { get; }

    /// <summary>The grants with READ, in determining order; among them those whose window is not open yet or is over.</summary>
    public IReadOnlyList<CompiledGrant> Grants { get; }

    /// <summary>The grants with CORRELATE, as <see cref="Grants"/>, in no order.</summary>
    public IReadOnlyList<CompiledGrant> Joined { get; }

    /// <summary>The providers of <see cref="Grants"/>.</summary>
    public IReadOnlySet<string> Providers { get; }

    public static Entitlement Compile(string recipient, Purpose purpose, IEnumerable<AgreementInForce> agreements)
    {
        // Who is named is looked at first only because it is cheap; whatever is left out here would be left out anyway.
        var named = LatestRevisions.Of(agreements)
            .Where(agreement => agreement.Terms.Recipients.Contains(recipient) && !ValidityWindow.Of(agreement).IsEmpty)
            .Select(agreement => (Agreement: agreement, Faults: TermsValidator.Check(agreement.Terms))).ToList();
        var grants = named.Where(one => one.Faults.Found.Count == 0)
            .SelectMany(one => Enumerable.Range(1, one.Agreement.Terms.Grants.Count)
                .Where(number => one.Agreement.Terms.Grants[number - 1].Purposes.Contains(purpose))
                .Select(number => new CompiledGrant(one.Agreement, number)));
        // Of faulty agreements too: what is wrong in one place must not open what another keeps shut.
        var prohibitions = named.SelectMany(one => CompiledProhibition.Of(one.Agreement, one.Faults)).Where(prohibition => prohibition.Concerns(purpose));
        return new Entitlement(recipient, purpose, [.. grants], [.. prohibitions]);
    }

    /// <summary>The grant that determines how the recipient may read the record; null means that it may not.</summary>
    public CompiledGrant? DecideRead(in RecordFacts facts, DateTimeOffset now) => UnlessKeptOut(_read.First(facts, now), facts, now);

    /// <summary>
    /// The grant that determines how the hub may join on the record for the recipient; null means that it may not.
    /// Among those that withhold equally much from joining, the one that releases least determines.
    /// </summary>
    public CompiledGrant? DecideCorrelate(in RecordFacts facts, DateTimeOffset now) => UnlessKeptOut(_correlate.First(facts, now), facts, now);

    /// <summary>The next instant at which a grant or prohibition begins or ceases to act; until then only the records differ, not the answers. Null if none comes.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var at = Array.BinarySearch(_changes, now);
        at = at < 0 ? ~at : at + 1;
        return at < _changes.Length ? _changes[at] : null;
    }

    /// <summary>
    /// What could reach the recipient now, of these kinds and from these contributors: each grant to read that acts, with each of its kinds that no prohibition
    /// keeps out whole. Empty means any.
    /// </summary>
    public IEnumerable<(CompiledGrant Grant, RecordKind Kind)> Offers(
        IReadOnlyCollection<RecordKind> kinds, IReadOnlyCollection<string> contributors, DateTimeOffset now) =>
        from grant in Grants
        where grant.Window.Contains(now) && (contributors.Count == 0 || contributors.Contains(grant.Provider))
        from kind in grant.Grant.Kinds
        where (kinds.Count == 0 || kinds.Contains(kind)) && !_prohibited.DeniesAll(grant.Provider, kind, now)
        select (grant, kind);

    private CompiledGrant? UnlessKeptOut(CompiledGrant? grant, in RecordFacts facts, DateTimeOffset now) =>
        grant is null || !Addressed.Admits(facts.Kind, facts.Attributes, Recipient) || _prohibited.Denies(facts, now) ? null : grant;

    private static IEnumerable<DateTimeOffset> Edges(ValidityWindow window) => window.End is { } end ? [window.Start, end] : [window.Start];
}
