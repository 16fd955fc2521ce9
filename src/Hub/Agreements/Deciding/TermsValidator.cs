using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Says everything that is wrong with terms (docs/sharing-decisions.md, Faults).</summary>
internal static partial class TermsValidator
{
    private const int MostGrants = 64, MostProhibitions = 64, LongestPermittedUse = 2000;

    /// <summary>What refuses terms when they are proposed.</summary>
    public static IReadOnlyList<FieldViolation> Validate(AgreementTerms terms, DateTimeOffset now)
    {
        var violations = Check(terms);
        if (terms.ValidFrom is { } from && Instants.Exists(from) && Instants.Ceiling(from) < now)
            violations.Add("valid_from", "must not be in the past; leave it out to begin with the last signature");
        if (terms.ValidUntil is { } until && Instants.Exists(until) && Instants.Ceiling(until) <= now)
            violations.Add("valid_until", "must be in the future");
        return violations.Found;
    }

    /// <summary>What makes terms grant nothing, whenever they are looked at.</summary>
    public static IReadOnlyList<FieldViolation> FaultsOf(AgreementTerms terms) => Check(terms).Found;

    public static TermsViolations Check(AgreementTerms terms)
    {
        var violations = new TermsViolations();
        violations.RefuseUnknownFields(terms);
        CheckParties(terms, violations);
        CheckValidity(terms, violations);
        if (terms.Grants.Count is 0 or > MostGrants)
            violations.Add("grants", $"must be 1 to {MostGrants}, not {terms.Grants.Count}");
        for (var i = 0; i < terms.Grants.Count; i++)
            GrantRules.Check(terms.Grants[i], terms, $"grants[{i}]", violations);
        OnwardRules.CheckCount(terms, violations);
        if (terms.Prohibitions.Count > MostProhibitions)
            violations.Add("prohibitions", $"must be at most {MostProhibitions}, not {terms.Prohibitions.Count}");
        for (var i = 0; i < terms.Prohibitions.Count; i++)
            ProhibitionRules.Check(terms.Prohibitions[i], $"prohibitions[{i}]", violations);
        CheckPermittedUse(terms.PermittedUse, violations);
        return violations;
    }

    private static void CheckParties(AgreementTerms terms, TermsViolations violations)
    {
        const string memberId = "must be a member id: a-z, then 1 to 62 of a-z, 0-9 and -, then optionally @ and a hub id of the same form";
        if (!MemberId().IsMatch(terms.Provider))
            violations.Add("provider", memberId);
        if (terms.Recipients.Count == 0)
            violations.Add("recipients", "must name at least one; nobody is never everybody");
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            if (!MemberId().IsMatch(terms.Recipients[i]))
                violations.Add($"recipients[{i}]", memberId);
            if (terms.Recipients[i] == terms.Provider)
                violations.Add($"recipients[{i}]", "must not be the provider");
        }

        violations.RequireOnce("recipients", terms.Recipients);
    }

    private static void CheckValidity(AgreementTerms terms, TermsViolations violations)
    {
        var fromExists = violations.RequireExists("valid_from", terms.ValidFrom);
        var untilExists = violations.RequireExists("valid_until", terms.ValidUntil);
        if (fromExists && untilExists && terms is { ValidFrom: { } from, ValidUntil: { } until } && until <= from)
            violations.Add("valid_until", "must be after valid_from");
    }

    private static void CheckPermittedUse(string text, TermsViolations violations)
    {
        var length = text.EnumerateRunes().Count();
        if (length > LongestPermittedUse)
            violations.Add("permitted_use", $"must be at most {LongestPermittedUse} characters, not {length}");
        // Format characters too: they can make a text read otherwise than it is written.
        if (text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format))
            violations.Add("permitted_use", "must not hold control or invisible characters");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,62}(@[a-z][a-z0-9-]{1,62})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MemberId();
}
