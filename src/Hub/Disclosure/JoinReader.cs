using SharingHub.Hub.Agreements.Masking;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Decides what the hub may join on for a recipient and a purpose: what agreements let it, and the recipient's own records. Nothing leaves by this.</summary>
internal sealed class JoinReader(LedgerReader ledger)
{
    /// <summary>
    /// The next changes to records after an index, of each record the last up to <paramref name="head"/>.
    /// </summary>
    /// <param name="sources">Others' pairs <c>contributor/kind</c>, as <see cref="Sharing.JoinSources"/> gives them.</param>
    /// <returns>The changes, and the index up to which they are all there are.</returns>
    public async Task<(List<JoinChange> Changes, long To)> ReadAsync(
        string recipient, Purpose purpose, Sharing sharing, IReadOnlyCollection<string> sources, long after, long head, CancellationToken stop)
    {
        string[] pairs = [.. sources, .. KindNames.All.Select(kind => $"{recipient}/{KindNames.Of(kind)}")];
        var (acts, to) = await ledger.ReadRecordsAsync(after, head, pairs, andExpunged: true, stop);
        return (acts.ConvertAll(act => ChangeOf(recipient, purpose, sharing, act)), to);
    }

    private static JoinChange ChangeOf(string recipient, Purpose purpose, Sharing sharing, SequencedEvent act)
    {
        var none = new JoinChange(act.Stream, null, null, null);
        // What does not open is nothing to join on. That it does not was said where it was read.
        if (act.Opened.Access != BodyAccess.Open || PageReader.FactsOf(act) is not { Record: { } record, Facts: var facts })
        {
            return none;
        }

        if (facts.Contributor == recipient)
        {
            return new JoinChange(act.Stream, new Joinable(act.Stream, act.Index, act.Version, record.Revision, facts, null, IsReadable: true), record, Mask.Nothing.Touched(facts.Kind));
        }

        var entitlement = sharing.EntitlementOf(recipient, purpose);
        if (sharing.DecideJoin(entitlement, facts) is not { } grant)
        {
            return none;
        }

        var read = sharing.Decide(entitlement, facts);
        var joined = grant.Grant.Correlate.WithheldFromCorrelation ? IntelRecord.Parser.ParseFrom(grant.Mask.Apply(act.Body)) : record;
        return new JoinChange(
            act.Stream, new Joinable(act.Stream, act.Index, act.Version, record.Revision, facts, grant, read is not null), joined, (read?.Mask ?? Mask.Everything).Touched(facts.Kind));
    }
}

/// <summary>What became of a record.</summary>
/// <param name="Joinable">Null where it may not, or no longer, be joined on.</param>
/// <param name="Record">What may be joined on.</param>
/// <param name="Unnameable">Paths of the fields that the recipient's view lacks, whole or in part.</param>
internal sealed record JoinChange(string Stream, Joinable? Joinable, IntelRecord? Record, IReadOnlySet<string>? Unnameable);
