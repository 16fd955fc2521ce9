namespace SharingHub.Hub.Intake.Validation.CheckDigits;

/// <summary>GS1 General Specifications, 7.9: weights 3 and 1 from the right, modulo 10.</summary>
internal static class Gtin
{
    public static bool HasForm(ReadOnlySpan<char> value) => value.Length is 8 or 12 or 13 or 14 && Digits.Are(value);

    public static bool Holds(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < value.Length; i++) sum += Digits.At(value, i) * ((value.Length - i) % 2 == 0 ? 3 : 1);
        return sum % 10 == 0;
    }
}
