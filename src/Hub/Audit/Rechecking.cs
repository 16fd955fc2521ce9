using System.Runtime.CompilerServices;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

/// <summary>
/// Decides disclosures again. Each names the generation of the rules and the time that it was decided on, so the decision can be made
/// from history alone; it must come out as it was recorded, always. Of a record that was expunged since, it is decided on what the
/// disclosure kept.
/// </summary>
internal sealed class Rechecking(LedgerReader ledger, SharingBook book)
{
    private (long Generation, Sharing Sharing)? _last;

    public async IAsyncEnumerable<RecheckResponse> RecheckAsync(long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        var end = new RecheckEnd();
        await foreach (var one in ledger.ReplayAsync(from, to, EventTypes.Disclosed, stop))
        {
            end.Disclosures++;
            var disclosed = Disclosed.Parser.ParseFrom(one.Body);
            end.Records += (ulong)disclosed.Records.Count;
            await foreach (var difference in CheckAsync(one, disclosed, end, stop))
            {
                end.Differences++;
                yield return new RecheckResponse { Difference = difference };
            }

            yield return new RecheckResponse { Progress = new RecheckProgress { Index = (ulong)one.Index, Records = end.Records } };
        }

        yield return new RecheckResponse { End = end };
    }

    private async IAsyncEnumerable<RecheckDifference> CheckAsync(
        SequencedEvent one, Disclosed disclosed, RecheckEnd end, [EnumeratorCancellation] CancellationToken stop)
    {
        var sharing = await RulesOfAsync(disclosed, stop);
        var entitlement = sharing.EntitlementOf(disclosed.Recipient, disclosed.Purpose);
        var views = disclosed.Records.Where(r => r.Notice == NoticeType.Unspecified).ToList();
        var acts = (await ledger.ReadAsync([.. views.Select(r => (long)r.RecordIndex)], stop)).ToDictionary(a => a.Index);
        foreach (var record in views)
        {
            var act = acts.GetValueOrDefault((long)record.RecordIndex);
            end.OnKeptVerdicts += act is { IsErased: true } ? 1UL : 0;
            var recorded = $"grant {record.Grant} of {disclosed.AgreementId}@{disclosed.AgreementRevision}";
            var decided = Decide(sharing, entitlement, record, act);
            if (decided != recorded)
            {
                yield return new RecheckDifference { Index = (ulong)one.Index, DisclosureId = one.Id.ToString("D"), Name = record.Name, Recorded = recorded, Decided = decided };
            }
        }
    }

    private static string Decide(Sharing sharing, Entitlement entitlement, DisclosedRecord record, SequencedEvent? act)
    {
        if (act is null || act.Stream != StreamKeys.Record(record.Name) || act.Version != (long)record.Version)
        {
            return "no such act on the record at this index";
        }

        if (act.IsErased)
        {
            return sharing.Decide(entitlement, RecordFacts.Of(record, act.SequencedAt)) is { } kept
                ? $"grant {kept.Number} of {kept.AgreementName}@{kept.Revision}" : "denied, decided on kept verdicts";
        }

        var (facts, content) = PageReader.FactsOf(act);
        if (content is null || facts.Tlp != record.Tlp || facts.Confidence != record.Confidence)
        {
            return "the record says otherwise than what was kept of it";
        }

        return sharing.Decide(entitlement, facts) is { } grant ? $"grant {grant.Number} of {grant.AgreementName}@{grant.Revision}" : "denied";
    }

    private async Task<Sharing> RulesOfAsync(Disclosed disclosed, CancellationToken stop)
    {
        var (generation, at) = ((long)disclosed.RulesGeneration, disclosed.RulesReadAt.ToDateTimeOffset());
        if (_last is not { } last || last.Generation != generation)
        {
            _last = last = (generation, await book.ThenAsync(generation, at, stop));
        }

        return last.Sharing with { Now = at };
    }
}
