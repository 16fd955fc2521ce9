using SharingHub.Hub.Foundation.Codes;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Codes of closed lists and fixed forms: a wrong one rejects the record. Empty means absent.</summary>
internal static class CodeRules
{
    public static void Country(this ref Checker check, Field at, string value)
    {
        if (value.Length > 0 && !Countries.Contain(value)) check.Violation(at, "must be an ISO 3166-1 alpha-2 country code, in capitals");
    }

    public static void Currency(this ref Checker check, Field at, string value)
    {
        if (!Currencies.Contain(value)) check.Violation(at, "must be an active ISO 4217 currency code, in capitals");
    }

    public static void HsCode(this ref Checker check, Field at, string value)
    {
        if (value.Length > 0 && !HarmonizedSystem.HasForm(value)) check.Violation(at, "must be 6 digits with a chapter 01-97, and not the reserved 77");
    }

    public static void Port(this ref Checker check, Field at, string value, bool required = false)
    {
        if (value.Length == 0 && !required) return;
        if (!UnLocode.HasForm(value)) check.Violation(at, "must be a UN/LOCODE: an ISO 3166-1 country code and 3 of A-Z and 2-9");
    }

    public static void IpOffice(this ref Checker check, Field at, string value)
    {
        if (!IpOffices.Contain(value)) check.Violation(at, "must be a WIPO ST.3 code, or the office's short name in 3-12 capital letters");
    }
}
