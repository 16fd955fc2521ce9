using Google.Protobuf;
using SharingHub.Archives.Deciding;
using SharingHub.Archives.Folding;
using SharingHub.V1;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Checks;

/// <summary>
/// Decides every disclosure, and every use, again, on the members and agreements of its place in the log, at the time that it says, and on what it kept of its records.
/// </summary>
internal sealed class DisclosureChecks(RulesFold rules, StreamTable streams, ArchiveFindings findings)
{
    private const string Shown = "disclosure.v1", UsedType = "disclosure.used.v1";

    private readonly SortedDictionary<ulong, DateTimeOffset> _sequenced = [];

    public long Disclosures { get; private set; }

    /// <summary>Records, shown or used, that were decided again.</summary>
    public long Decided { get; private set; }

    /// <summary>Of those, records that were erased since.</summary>
    public long OnKeptVerdicts { get; private set; }

    /// <summary>Notices, which decide nothing: they tell of what was shown before.</summary>
    public long Notices { get; private set; }

    public static bool Concern(string type) => type is Shown or UsedType;

    public void Check(long index, EventEnvelope envelope, byte[] body)
    {
        Disclosures++;
        var isUse = envelope.Type == UsedType;
        Disclosed disclosed;
        try
        {
            disclosed = isUse ? AsDisclosed(Used.Parser.ParseFrom(body)) : Disclosed.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException)
        {
            findings.Add(index, $"The body is no message of {envelope.Type}.");
            return;
        }

        if (!isUse && envelope.Member != disclosed.Recipient)
            findings.Add(index, $"The envelope is of {envelope.Member}, the disclosure to {disclosed.Recipient}.");
        if (isUse && disclosed.Records.Any(r => r.Name?.Contributor != envelope.Member))
            findings.Add(index, $"The envelope is of {envelope.Member}, and the use is of another's record.");
        if (envelope.Agreement?.ToString() != $"{disclosed.AgreementId}@{disclosed.AgreementRevision}")
            findings.Add(index, "Envelope and disclosure name different agreements.");
        if (disclosed.RulesReadAt is null || !Instant.Exists(disclosed.RulesReadAt))
        {
            findings.Add(index, "The disclosure does not say at what time it was decided.");
            return;
        }

        var views = disclosed.Records.Where(r => r.Notice == NoticeType.Unspecified).ToList();
        Notices += disclosed.Records.Count - views.Count;
        if (views.Count > 0)
            CheckRules(index, disclosed, views);
        foreach (var record in views)
            CheckRecord(index, disclosed, record, isUse);
    }

    /// <summary>The time at which records were put in order is not in their envelopes: all disclosures must agree on it, and it never decreases.</summary>
    public void Finish()
    {
        var (last, before) = (DateTimeOffset.MinValue, 0uL);
        foreach (var (index, at) in _sequenced)
        {
            if (at < last)
                findings.Add((long)index, $"Disclosures say that it was put in order before entry {before}.");
            (last, before) = (at, index);
        }
    }

    /// <summary>The disclosure relied on these states, which are those of its place in the log: whoever changes them waits for it, or it for them.</summary>
    private void CheckRules(long index, Disclosed disclosed, List<DisclosedRecord> views)
    {
        if (!rules.IsActive(disclosed.Recipient))
            findings.Add(index, $"The recipient {disclosed.Recipient} was not an active member.");
        if (Guid.TryParseExact(disclosed.AgreementId, "D", out var agreement) && rules.VersionOf(agreement) != (long)disclosed.AgreementEpoch)
            findings.Add(index, $"It relied on version {disclosed.AgreementEpoch} of the agreement; {rules.VersionOf(agreement)} was the last.");
        foreach (var member in disclosed.MemberEpochs.Where(m => rules.VersionOf(m.Member) != (long)m.Epoch))
            findings.Add(index, $"It relied on version {member.Epoch} of the member {member.Member}; {rules.VersionOf(member.Member)} was the last.");
        var parties = views.Select(v => AnsweringFor(v.Name?.Contributor ?? "")).Append(disclosed.Recipient).Distinct().Order(StringComparer.Ordinal);
        if (!parties.SequenceEqual(disclosed.MemberEpochs.Select(m => m.Member).Distinct().Order(StringComparer.Ordinal)))
            findings.Add(index, "It does not say on which states of the contributor and the recipient it relied.");
    }

    /// <summary>For a member of another hub that hub answers here, as a member.</summary>
    private static string AnsweringFor(string contributor) => contributor.Split('@')[^1];

    /// <summary>What is decided on of a use is what is decided on of a disclosure; only the grant's other use is asked.</summary>
    private static Disclosed AsDisclosed(Used used)
    {
        var disclosed = new Disclosed
        {
            Recipient = used.Recipient,
            Purpose = used.Purpose,
            AgreementId = used.AgreementId,
            AgreementRevision = used.AgreementRevision,
            AgreementEpoch = used.AgreementEpoch,
            MemberEpochs = { used.MemberEpochs },
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
            SequencedAt = r.SequencedAt,
        }));
        return disclosed;
    }

    private void CheckRecord(long index, Disclosed disclosed, DisclosedRecord record, bool isUse)
    {
        Decided++;
        var recorded = $"grant {record.Grant} of {disclosed.AgreementId}@{disclosed.AgreementRevision}";
        if (record.Name is null || ActOf(index, record) is not { } act)
        {
            findings.Add(index, $"It discloses an act at entry {record.RecordIndex} that is not there.");
            return;
        }

        OnKeptVerdicts += act.Recorded is null ? 1 : 0;
        var facts = new DecisionFacts(
            record.Name.Contributor, record.Name.Kind, record.Tlp, record.Confidence, SequencedAt(index, record), record.Attributes);
        var decided = rules.IsActive(AnsweringFor(facts.Contributor))
            ? Decide(disclosed, facts, isUse)?.ToString() ?? "denied"
            : "denied, for its contributor was suspended";
        if (decided != recorded)
            findings.Add(index, $"The {(isUse ? "use" : "disclosure")} of the record at entry {record.RecordIndex} was decided by {recorded}; decided again: {decided}.");
    }

    private DeterminingGrant? Decide(Disclosed disclosed, DecisionFacts facts, bool isUse)
    {
        var at = disclosed.RulesReadAt.ToDateTimeOffset();
        return isUse
            ? PlainDecisions.Correlate(disclosed.Recipient, disclosed.Purpose, rules.Standing, facts, at)
            : PlainDecisions.Read(disclosed.Recipient, disclosed.Purpose, rules.Standing, facts, at);
    }

    private SeenEntry? ActOf(long index, DisclosedRecord record) =>
        record.RecordIndex < (ulong)index && streams.Find(record.RecordIndex) is { } act
            && act.Stream.Name == RecordStreams.Of(record.Name) && act.Version == (long)record.Version
            ? act
            : null;

    private DateTimeOffset? SequencedAt(long index, DisclosedRecord record)
    {
        if (record.SequencedAt is null || !Instant.Exists(record.SequencedAt))
            return null;
        var at = record.SequencedAt.ToDateTimeOffset();
        if (!_sequenced.TryAdd(record.RecordIndex, at) && _sequenced[record.RecordIndex] != at)
            findings.Add(index, $"It says another time than earlier disclosures at which entry {record.RecordIndex} was put in order.");
        return at;
    }
}
