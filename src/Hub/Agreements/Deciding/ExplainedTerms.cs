using System.Globalization;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>One line for each thing that terms ask of a record, with what was found.</summary>
internal static class ExplainedTerms
{
    private const string Unknown = "not known";

    public static IEnumerable<ExplainedCondition> Of(CompiledGrant grant, string recipient, Purpose purpose, RecordFacts facts, DateTimeOffset now)
    {
        var terms = grant.Grant;
        yield return Window(grant.Window, now);
        yield return Purposes(terms.Purposes, purpose);
        yield return Kinds(terms.Kinds, facts.Kind);
        if (facts.Kind == RecordKind.Inspection)
        {
            var addressee = facts.Attributes is { Addressee.Length: > 0 } said ? said.Addressee : Unknown;
            yield return new("addressee", recipient, addressee, addressee == recipient);
        }

        if (terms.Origin is { } origin)
            yield return new("origin", $"{Name(origin)}, revision {Text(origin.Revision)} or later", facts.Attributes?.CameUnder is { } came ? $"{Name(came)}, revision {Text(came.Revision)}" : Unknown, OriginRules.Match(origin, facts.Attributes?.CameUnder));
        yield return new("read", "granted", grant.CanRead ? "granted" : "not granted", grant.CanRead);
        yield return new("ceiling", Name(terms.Ceiling), Name(facts.Tlp), facts.Tlp is > Tlp.Unspecified and <= Tlp.Red && facts.Tlp <= terms.Ceiling);
        var backFill = grant.BackFillFrom == DateTimeOffset.MinValue ? "all" : $"sequenced at or after {Text(grant.BackFillFrom)}";
        yield return new("back_fill", backFill, Text(facts.SequencedAt), grant.BackFillFrom <= facts.SequencedAt);
        if (terms.Conditions is not { } conditions)
            yield break;
        if (conditions.MinConfidence > 0)
            yield return new("conditions.min_confidence", Text(conditions.MinConfidence), Text(facts.Confidence), conditions.MinConfidence <= facts.Confidence);
        foreach (var condition in Attributes(conditions, facts.Attributes, unknownHolds: false))
            yield return condition;
    }

    public static IEnumerable<ExplainedCondition> Of(CompiledProhibition prohibition, Purpose purpose, RecordFacts facts, DateTimeOffset now)
    {
        yield return Window(prohibition.Window, now);
        if (prohibition.Prohibition is not { } terms)
            yield break;
        if (terms.Purposes.Count > 0)
            yield return Purposes(terms.Purposes, purpose);
        yield return Kinds(terms.Kinds, facts.Kind);
        if (terms.Conditions is not { } conditions)
            yield break;
        foreach (var condition in Attributes(conditions, facts.Attributes, unknownHolds: true))
            yield return condition;
    }

    private static IEnumerable<ExplainedCondition> Attributes(Conditions conditions, RecordAttributes? attributes, bool unknownHolds)
    {
        foreach (var attribute in ConditionRules.AskedBy(conditions))
        {
            var asked = attribute.Asked(conditions);
            var said = attributes is null ? null : attribute.Said(attributes);
            yield return new(
                $"conditions.{attribute.Name}",
                string.Join(", ", asked),
                said is null ? Unknown : said.Count == 0 ? "none" : string.Join(", ", said),
                said is null ? unknownHolds : asked.Select(attribute.Normalise).Intersect(said, StringComparer.Ordinal).Any(),
                OfContent: true);
        }
    }

    private static ExplainedCondition Window(ValidityWindow window, DateTimeOffset now) => new(
        "validity",
        window.End is { } end ? $"from {Text(window.Start)} until before {Text(end)}" : $"from {Text(window.Start)}",
        Text(now),
        window.Contains(now));

    private static ExplainedCondition Purposes(IReadOnlyCollection<Purpose> asked, Purpose purpose) =>
        new("purposes", string.Join(", ", asked.Select(Name)), Name(purpose), asked.Contains(purpose));

    private static ExplainedCondition Kinds(IReadOnlyCollection<RecordKind> asked, RecordKind kind) =>
        new("kinds", string.Join(", ", asked.Select(Name)), Name(kind), asked.Contains(kind));

    private static string Name(OriginGrant origin) => $"grant {Text(origin.Grant)} of {origin.AgreementId}";

    /// <summary>A number where the list has no such value.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value) ? OriginalNames.Of(value) : value.ToString("D");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
