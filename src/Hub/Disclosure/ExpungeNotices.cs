using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Tells recipients that records which they received were expunged. Who received one, and what they may know of it, is in the disclosures
/// alone: the record itself says nothing any more.
/// </summary>
internal sealed class ExpungeNotices(DisclosureRecords past)
{
    /// <param name="acts">Acts <c>record.expunged.v1</c>.</param>
    public async Task<IReadOnlyList<DraftItem>> OfAsync(
        IReadOnlyCollection<SequencedEvent> acts, string recipient, Purpose purpose, Sharing sharing, CancellationToken stop)
    {
        if (acts.Count == 0)
        {
            return [];
        }

        var last = new Dictionary<string, (Disclosed Disclosure, DisclosedRecord Record)>(StringComparer.Ordinal);
        await foreach (var disclosure in past.ToRecipientAsync(recipient, [.. acts.Select(a => a.Stream)], stop))
        {
            foreach (var record in disclosure.Body.Records.Where(r => disclosure.Body.Purpose == purpose && r.Notice == NoticeType.Unspecified))
            {
                last[StreamKeys.Record(record.Name)] = (disclosure.Body, record);
            }
        }

        return [.. acts.Where(a => last.ContainsKey(a.Stream)).Select(a => Notice(a, last[a.Stream].Disclosure, last[a.Stream].Record, sharing))];
    }

    /// <summary>It names the revision that was received last, under the grant that let it be, whatever became of that agreement.</summary>
    private static DraftItem Notice(SequencedEvent act, Disclosed disclosed, DisclosedRecord record, Sharing sharing)
    {
        var id = Guid.Parse(disclosed.AgreementId);
        var terms = sharing.Agreements.TermsOf(id, disclosed.AgreementRevision)!;
        var agreement = new AgreementInForce(id, disclosed.AgreementRevision, (long)disclosed.AgreementEpoch, terms, disclosed.DecidedAt.ToDateTimeOffset());
        return new DraftItem(
            act, record.Name, RecordFacts.Of(record, act.SequencedAt), new CompiledGrant(agreement, (int)record.Grant), null, NoticeType.Expunged,
            RecordExpunged.Parser.ParseFrom(act.Body).BasisText);
    }
}
