using System.Runtime.CompilerServices;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

/// <summary>
/// Decides disclosures and uses again. Each names the generation of the rules and the time that it was decided on, so the decision can be made
/// from history alone; it must come out as it was recorded, always. Of a record that was expunged since, it is decided on what the
/// disclosure kept.
/// </summary>
internal sealed class Rechecking(LedgerReader ledger, SharingBook book)
{
    private (long Generation, Sharing Sharing)? _last;

    public async IAsyncEnumerable<RecheckResponse> RecheckAsync(long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        var end = new RecheckEnd();
        await foreach (var one in ledger.ReplayAsync(from, to, [EventTypes.Disclosed, EventTypes.Used], stop))
        {
            end.Disclosures++;
            var isUse = one.Type == EventTypes.Used;
            var disclosed = isUse ? AsDisclosed(Used.Parser.ParseFrom(one.Body)) : Disclosed.Parser.ParseFrom(one.Body);
            end.Records += (ulong)disclosed.Records.Count;
            await foreach (var difference in CheckAsync(one, disclosed, isUse, end, stop))
            {
                end.Differences++;
                yield return new RecheckResponse { Difference = difference };
            }

            yield return new RecheckResponse { Progress = new RecheckProgress { Index = (ulong)one.Index, Records = end.Records } };
        }

        yield return new RecheckResponse { End = end };
    }

    private async IAsyncEnumerable<RecheckDifference> CheckAsync(
        SequencedEvent one, Disclosed disclosed, bool isUse, RecheckEnd end, [EnumeratorCancellation] CancellationToken stop)
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
            var decided = Decide(facts => isUse ? sharing.DecideJoin(entitlement, facts) : sharing.Decide(entitlement, facts), record, act);
            if (decided != recorded)
            {
                yield return new RecheckDifference { Index = (ulong)one.Index, DisclosureId = one.Id.ToString("D"), Name = record.Name, Recorded = recorded, Decided = decided };
            }
        }
    }

    private static string Decide(Func<RecordFacts, CompiledGrant?> decide, DisclosedRecord record, SequencedEvent? act)
    {
        if (act is null || act.Stream != StreamKeys.Record(record.Name) || act.Version != (long)record.Version)
        {
            return "no such act on the record at this index";
        }

        if (act.IsErased)
        {
            return decide(RecordFacts.Of(record, act.SequencedAt)) is { } kept
                ? $"grant {kept.Number} of {kept.AgreementName}@{kept.Revision}" : "denied, decided on kept verdicts";
        }

        var (facts, content) = PageReader.FactsOf(act);
        if (content is null || facts.Tlp != record.Tlp || facts.Confidence != record.Confidence)
        {
            return "the record says otherwise than what was kept of it";
        }

        return decide(facts) is { } grant ? $"grant {grant.Number} of {grant.AgreementName}@{grant.Revision}" : "denied";
    }

    // What is decided on of a use is what is decided on of a disclosure; only the grant's other use is asked.
    private static Disclosed AsDisclosed(Used used)
    {
        var disclosed = new Disclosed
        {
            Recipient = used.Recipient,
            Purpose = used.Purpose,
            AgreementId = used.AgreementId,
            AgreementRevision = used.AgreementRevision,
            RulesGeneration = used.RulesGeneration,
            RulesReadAt = used.RulesReadAt,
        };
        disclosed.Records.AddRange(used.Records.Select(r => new DisclosedRecord
        {
            Name = r.Name,
            Version = r.Version,
            Tlp = r.Tlp,
            Confidence = r.Confidence,
            Grant = r.Grant,
            RecordIndex = r.RecordIndex,
            Attributes = r.Attributes,
        }));
        return disclosed;
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
