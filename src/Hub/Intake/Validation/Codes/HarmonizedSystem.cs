using SharingHub.Hub.Intake.Validation.CheckDigits;

namespace SharingHub.Hub.Intake.Validation.Codes;

/// <summary>WCO Harmonized System: chapter, heading, subheading, two digits each. Chapter 77 is reserved; 98 and 99 are national.</summary>
internal static class HarmonizedSystem
{
    public static bool HasForm(ReadOnlySpan<char> code)
    {
        if (code.Length != 6 || !Digits.Are(code)) return false;
        var chapter = Digits.At(code, 0) * 10 + Digits.At(code, 1);
        return chapter is >= 1 and <= 97 and not 77;
    }
}
