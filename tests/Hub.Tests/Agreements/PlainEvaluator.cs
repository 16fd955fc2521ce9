using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation.Codes;
using SharingHub.V1;
using Enum = System.Enum;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>
/// docs/sharing-decisions.md again, in the plainest way: no index, nothing compiled, nothing shared with the hub's evaluator but its inputs.
/// Change it from the page, never from the other program.
/// </summary>
internal static class PlainEvaluator
{
    internal sealed record Determining(Guid Agreement, uint Revision, uint Number, Grant Grant);

    public static Determining? Read(string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        MatchingRead(recipient, purpose, agreements, facts, now)
            .OrderBy(one => one.Grant.Read.WithheldClasses.Count)
            .ThenBy(one => one.Grant.Read.WithheldFields.Count)
            .ThenBy(one => one.Agreement.ToString(), StringComparer.Ordinal)
            .ThenBy(one => one.Number)
            .FirstOrDefault();

    public static Determining? Correlate(
        string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        Matching(recipient, purpose, agreements, facts, now)
            .Where(one => one.Grant.Correlate != null)
            .OrderBy(one => one.Grant.Correlate.WithheldFromCorrelation ? one.Grant.Read.WithheldClasses.Count : 0)
            .ThenBy(one => one.Grant.Correlate.WithheldFromCorrelation ? one.Grant.Read.WithheldFields.Count : 0)
            .ThenBy(one => (int)one.Grant.Correlate.Release)
            .ThenBy(one => one.Agreement.ToString(), StringComparer.Ordinal)
            .ThenBy(one => one.Number)
            .FirstOrDefault();

    public static IEnumerable<Determining> MatchingRead(
        string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        Matching(recipient, purpose, agreements, facts, now).Where(one => one.Grant.Read != null);

    private static IEnumerable<Determining> Matching(
        string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now) =>
        Prohibited(recipient, purpose, agreements, facts, now) ? [] : MatchingIgnoringProhibitions(recipient, purpose, agreements, facts, now);

    public static bool Prohibited(
        string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now)
    {
        foreach (var agreement in agreements)
        {
            var terms = agreement.Terms;
            if (agreements.Any(other => other.Id == agreement.Id && other.Revision > agreement.Revision))
                continue;
            if (terms.Provider != facts.Contributor || !terms.Recipients.Contains(recipient) || !Acts(agreement, now))
                continue;
            if (CannotTellWhatIsProhibited(terms))
                return true;
            foreach (var prohibition in terms.Prohibitions)
            {
                if (!prohibition.Kinds.Contains(facts.Kind) || (prohibition.Purposes.Count > 0 && !prohibition.Purposes.Contains(purpose)))
                    continue;
                if (prohibition.Conditions == null || facts.Attributes == null || Hold(prohibition.Conditions, facts.Attributes))
                    return true;
            }
        }

        return false;
    }

    private static IEnumerable<Determining> MatchingIgnoringProhibitions(
        string recipient, Purpose purpose, IReadOnlyList<AgreementInForce> agreements, RecordFacts facts, DateTimeOffset now)
    {
        foreach (var agreement in agreements)
        {
            var terms = agreement.Terms;
            if (agreements.Any(other => other.Id == agreement.Id && other.Revision > agreement.Revision))
                continue;
            if (HasFault(terms))
                continue;
            if (!Acts(agreement, now))
                continue;
            if (terms.Provider != facts.Contributor || !terms.Recipients.Contains(recipient))
                continue;
            for (var i = 0; i < terms.Grants.Count; i++)
            {
                var grant = terms.Grants[i];
                if (grant.Purposes.Contains(purpose)
                    && grant.Kinds.Contains(facts.Kind)
                    && facts.Tlp is Tlp.Clear or Tlp.Green or Tlp.Amber or Tlp.AmberStrict or Tlp.Red
                    && (int)facts.Tlp <= (int)grant.Ceiling
                    && BackFillAllows(agreement, grant, facts.SequencedAt)
                    && (grant.Conditions == null
                        || (facts.Confidence >= grant.Conditions.MinConfidence && Hold(grant.Conditions, facts.Attributes ?? new RecordAttributes()))))
                {
                    yield return new Determining(agreement.Id, agreement.Revision, (uint)(i + 1), grant);
                }
            }
        }
    }

    private static bool Hold(Conditions asked, RecordAttributes said) =>
        Holds(asked.Brands, said.Brands) && Holds(asked.Countries, said.Countries) && Holds(asked.Ports, said.Ports) && Holds(asked.Marketplaces, said.Marketplaces);

    private static bool Holds(IEnumerable<string> asked, IEnumerable<string> said) =>
        !asked.Any() || asked.Any(wanted => said.Any(value => Same(wanted, value)));

    private static bool Same(string one, string other) => Folded(one) == Folded(other);

    private static string Folded(string text) => string.Concat(text.Trim().EnumerateRunes().Select(Rune.ToUpperInvariant).Select(Rune.ToLowerInvariant));

    private static bool Acts(AgreementInForce agreement, DateTimeOffset now) => Nanoseconds(now) >= StartOf(agreement)
        && (agreement.Terms.ValidUntil == null || !Exists(agreement.Terms.ValidUntil) || Nanoseconds(now) < Nanoseconds(agreement.Terms.ValidUntil));

    private static Int128 StartOf(AgreementInForce agreement) => agreement.Terms.ValidFrom == null || !Exists(agreement.Terms.ValidFrom)
        ? Nanoseconds(agreement.InForceSince)
        : Int128.Max(Nanoseconds(agreement.InForceSince), Nanoseconds(agreement.Terms.ValidFrom));

    private static bool BackFillAllows(AgreementInForce agreement, Grant grant, DateTimeOffset sequencedAt) => grant.BackFill switch
    {
        BackFill.All => true,
        BackFill.None => Nanoseconds(sequencedAt) >= StartOf(agreement),
        BackFill.From => Nanoseconds(sequencedAt) >= Nanoseconds(grant.BackFillFrom),
        _ => false,
    };

    public static bool HasFault(AgreementTerms terms)
    {
        if (!AgreementTerms.Parser.WithDiscardUnknownFields(true).ParseFrom(terms.ToByteArray()).Equals(terms))
            return true;
        if (!IsMemberId(terms.Provider) || terms.Recipients.Count == 0 || !terms.Recipients.All(IsMemberId))
            return true;
        if (terms.Recipients.Distinct().Count() != terms.Recipients.Count || terms.Recipients.Contains(terms.Provider))
            return true;
        if (!Exists(terms.ValidFrom) || !Exists(terms.ValidUntil))
            return true;
        if (terms.ValidFrom != null && terms.ValidUntil != null && Nanoseconds(terms.ValidUntil) <= Nanoseconds(terms.ValidFrom))
            return true;
        if (terms.Prohibitions.Count > 64 || terms.Prohibitions.Any(HasFault))
            return true;
        if (terms.Grants.Count < 1 || terms.Grants.Count > 64 || terms.Grants.Any(HasFault))
            return true;
        var use = terms.PermittedUse.EnumerateRunes().ToList();
        return use.Count > 2000 || use.Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format);
    }

    private static bool HasFault(Grant grant)
    {
        if (grant.Kinds.Count == 0 || !grant.Kinds.All(Known) || grant.Kinds.Distinct().Count() != grant.Kinds.Count)
            return true;
        if (grant.Purposes.Count == 0 || !grant.Purposes.All(Known) || grant.Purposes.Distinct().Count() != grant.Purposes.Count)
            return true;
        if (grant.Read == null && grant.Correlate == null)
            return true;
        if (!Known(grant.Ceiling) || !Known(grant.BackFill) || grant.Onward != OnwardRule.None)
            return true;
        if ((grant.BackFillFrom != null) != (grant.BackFill == BackFill.From) || !Exists(grant.BackFillFrom))
            return true;
        if (grant.Correlate != null && (!Known(grant.Correlate.Release) || (grant.Correlate.WithheldFromCorrelation && grant.Read == null)))
            return true;
        if (grant.Retention != null && (grant.Retention.DeleteAfterDays < 1 || grant.Retention.DeleteAfterDays > 36500))
            return true;
        if (grant.Conditions != null
            && (HasFault(grant.Conditions) || grant.Conditions.MinConfidence > 100 || grant.Kinds.All(kind => !CouldAnswer(kind, grant.Conditions))))
        {
            return true;
        }

        if (grant.Read == null)
            return false;
        var (classes, fields) = (grant.Read.WithheldClasses, grant.Read.WithheldFields);
        return !classes.All(Known) || classes.Distinct().Count() != classes.Count
            || fields.Distinct().Count() != fields.Count
            || !fields.All(field => field is "labels" or "links" || grant.Kinds.SelectMany(PathsOf).Contains(field));
    }

    private static bool HasFault(Prohibition prohibition) =>
        prohibition.Kinds.Count == 0 || !prohibition.Kinds.All(Known) || prohibition.Kinds.Distinct().Count() != prohibition.Kinds.Count
        || !prohibition.Purposes.All(Known) || prohibition.Purposes.Distinct().Count() != prohibition.Purposes.Count
        || (prohibition.Conditions != null
            && (HasFault(prohibition.Conditions) || prohibition.Conditions.MinConfidence != 0
                || !prohibition.Kinds.All(kind => CouldAnswer(kind, prohibition.Conditions))));

    private static bool HasFault(Conditions conditions)
    {
        var (brands, countries, ports, marketplaces) = (conditions.Brands, conditions.Countries, conditions.Ports, conditions.Marketplaces);
        if (brands.Count + countries.Count + ports.Count + marketplaces.Count == 0 && conditions.MinConfidence == 0)
            return true;
        if (new[] { brands, countries, ports, marketplaces }.Any(list => list.Count > 256 || list.Select(Folded).Distinct().Count() != list.Count))
            return true;
        return brands.Any(brand => !IsVisible(brand, 500)) || marketplaces.Any(marketplace => !IsVisible(marketplace, 64))
            || !countries.All(country => Countries.Contain(country)) || !ports.All(port => port.Length == 5 && Countries.Contain(port.AsSpan(0, 2)) && port[2..].All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '9')));
    }

    private static bool IsVisible(string text, int longest) => text.Trim().Length > 0 && text.EnumerateRunes().Count() <= longest
        && text.EnumerateRunes().All(rune => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format));

    private static bool CouldAnswer(RecordKind kind, Conditions conditions) =>
        (conditions.Brands.Count == 0 || kind is RecordKind.Listing or RecordKind.InventoryHold or RecordKind.Seizure or RecordKind.Detention
            or RecordKind.InspectionOutcome or RecordKind.IpRight)
        && (conditions.Countries.Count == 0 || kind is RecordKind.Shipment or RecordKind.Detention or RecordKind.SellerAccount)
        && (conditions.Ports.Count == 0 || kind is RecordKind.Shipment or RecordKind.Seizure or RecordKind.Detention or RecordKind.InspectionOutcome)
        && (conditions.Marketplaces.Count == 0 || kind is RecordKind.SellerAccount or RecordKind.Listing or RecordKind.TestBuy);

    /// <summary>A faulty prohibition, or a term that is not known anywhere but in the grants, which are there to be ignored when faulty.</summary>
    private static bool CannotTellWhatIsProhibited(AgreementTerms terms)
    {
        var withoutGrants = terms.Clone();
        withoutGrants.Grants.Clear();
        return terms.Prohibitions.Count > 64 || terms.Prohibitions.Any(HasFault)
            || !AgreementTerms.Parser.WithDiscardUnknownFields(true).ParseFrom(withoutGrants.ToByteArray()).Equals(withoutGrants);
    }

    private static bool Known<T>(T value)
        where T : struct, Enum => Convert.ToInt32(value, CultureInfo.InvariantCulture) != 0 && Enum.GetValues<T>().Contains(value);

    private static bool Exists(Timestamp? time) =>
        time == null || (time.Nanos >= 0 && time.Nanos <= 999_999_999 && time.Seconds >= -62135596800 && time.Seconds <= 253402300799);

    private static bool IsMemberId(string id)
    {
        var parts = id.Split('@');
        return parts.Length <= 2 && parts.All(part => part.Length is >= 2 and <= 63
            && part[0] is >= 'a' and <= 'z'
            && part.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'));
    }

    private static List<string> PathsOf(RecordKind kind)
    {
        var body = IntelRecord.Descriptor.Oneofs[0].Fields.Single(
            field => string.Equals(field.Name.Replace("_", "", StringComparison.Ordinal), kind.ToString(), StringComparison.OrdinalIgnoreCase));
        var paths = new List<string>();
        Collect(body.Name, body.MessageType, paths);
        return paths;
    }

    private static void Collect(string prefix, MessageDescriptor message, List<string> paths)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            paths.Add($"{prefix}.{field.Name}");
            if (field.FieldType == FieldType.Message && field.MessageType.FullName is not ("google.protobuf.Timestamp" or "google.type.Money"))
                Collect($"{prefix}.{field.Name}", field.MessageType, paths);
        }
    }

    private static Int128 Nanoseconds(Timestamp time) => ((Int128)time.Seconds * 1_000_000_000) + time.Nanos;

    private static Int128 Nanoseconds(DateTimeOffset time) => (Int128)(time.UtcDateTime - DateTime.UnixEpoch).Ticks * 100;
}
