using System.Globalization;
using SharingHub.Hub.Intake.Validation;

namespace SharingHub.Hub.Correlation.Identifiers;

internal static class Emails
{
    private static readonly IdnMapping Idn = new();

    /// <summary>Lower case, the domain as an A-label; null where it is no address, for then it is not joined on.</summary>
    public static string? Normalise(string raw)
    {
        var value = raw.Trim().ToLowerInvariant();
        if (!ContactForms.IsEmail(value)) return null;
        if (System.Text.Ascii.IsValid(value)) return value;
        var at = value.LastIndexOf('@');
        try
        {
            return string.Concat(value.AsSpan(0, at + 1), Idn.GetAscii(value, at + 1));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
