using System.Globalization;
using System.Text;
using SharingHub.Hub.Foundation.Attributes;
using SharingHub.Hub.Foundation.Codes;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What is wrong with conditions, wherever they stand.</summary>
internal static class ConditionRules
{
    public const uint HighestConfidence = 100;

    private const int MostValues = 256;

    /// <summary>As long as the longest that a record may say: the text of a mark, the name of a marketplace.</summary>
    private const int LongestBrand = 500, LongestMarketplace = 64;

    private const int NonJoiner = 0x200C, Joiner = 0x200D;

    public static void Check(Conditions conditions, string path, TermsViolations violations)
    {
        if (conditions.MinConfidence == 0 && AskedBy(conditions).Count == 0)
            violations.Add(path, "must ask for something; leave it out to mean every record");
        foreach (var attribute in RecordAttribute.All)
            CheckList(attribute, attribute.Asked(conditions), $"{path}.{attribute.Name}", violations);
    }

    public static List<RecordAttribute> AskedBy(Conditions conditions) => [.. RecordAttribute.All.Where(attribute => attribute.Asked(conditions).Count > 0)];

    private static void CheckList(RecordAttribute attribute, IReadOnlyList<string> values, string path, TermsViolations violations)
    {
        if (values.Count > MostValues)
            violations.Add(path, $"must be at most {MostValues}, not {values.Count}");
        for (var i = 0; i < values.Count; i++)
        {
            if (WrongWith(attribute, values[i]) is { } sentence)
                violations.Add($"{path}[{i}]", sentence);
        }

        violations.RequireOnce(path, [.. values.Select(attribute.Normalise)]);
    }

    private static string? WrongWith(RecordAttribute attribute, string value)
    {
        if (attribute == RecordAttribute.Countries)
            return Countries.Contain(value) ? null : "must be an ISO 3166-1 alpha-2 country code, in capitals";
        if (attribute == RecordAttribute.Ports)
            return UnLocode.HasForm(value) ? null : "must be a UN/LOCODE: an ISO 3166-1 country code and 3 of A-Z and 2-9";
        var longest = attribute == RecordAttribute.Brands ? LongestBrand : LongestMarketplace;
        if (string.IsNullOrWhiteSpace(value) || value.EnumerateRunes().Count() > longest)
            return $"must be 1 to {longest} characters, not only spaces";
        return value.EnumerateRunes().Any(IsUnseen) ? "must not hold control or invisible characters" : null;
    }

    /// <summary>Joiners spell names in some scripts; records may hold them.</summary>
    private static bool IsUnseen(Rune rune) => rune.Value is not (NonJoiner or Joiner)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
