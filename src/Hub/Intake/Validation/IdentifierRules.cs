using SharingHub.Hub.Intake.Validation.CheckDigits;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Identifiers that can be mistyped at their source. A bad one is kept, with a warning, and never joined on.</summary>
internal static class IdentifierRules
{
    public static void TradeItem(this ref Checker check, Field at, string value)
    {
        if (value.Length == 0) return;
        if (!Gtin.HasForm(value)) check.Violation(at, "must be a GTIN of 8, 12, 13 or 14 digits");
        else if (!Gtin.Holds(value)) check.Warning(at, "should end in the check digit of its GTIN");
    }

    public static void BankAccount(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value, required: true) && Iban.LooksLikeOneAndFails(value)) check.Warning(at, "should have the check digits of an IBAN");
    }

    public static void ContainerNumber(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value, required: true) && !Container.Holds(value))
            check.Warning(at, "should be an ISO 6346 number: 3 letters, U, J or Z, 6 digits and the check digit");
    }

    public static void Waybill(this ref Checker check, Field at, string value, bool required = false)
    {
        if (check.Code(at, value, required: required) && PostalItem.LooksLikeOneAndFails(value))
            check.Warning(at, "should have the check digit of a UPU S10 item");
    }

    public static void AirMaster(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value) && AirWaybill.LooksLikeOneAndFails(value)) check.Warning(at, "should end in its serial number modulo 7");
    }

    public static void Email(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value, Limits.Email, required: true) && !ContactForms.IsEmail(value)) check.Warning(at, "should be an e-mail address: name@domain");
    }

    public static void Phone(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value, Limits.Phone, required: true) && !ContactForms.IsPhone(value))
            check.Warning(at, "should be a telephone number of 5-20 digits, best as +country and number");
    }

    public static void Url(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value, Limits.Url) && !ContactForms.IsWebAddress(value)) check.Violation(at, "must be an http or https address without spaces");
    }

    /// <summary>As people write them, so a bare host name will do; but no other scheme, which a reader's browser might run.</summary>
    public static void Website(this ref Checker check, Field at, string value)
    {
        if (check.Code(at, value, Limits.Url, required: true) && !ContactForms.IsWebAddress(value) && ContactForms.HasScheme(value))
            check.Violation(at, "must be an http or https address, or a host name");
    }
}
