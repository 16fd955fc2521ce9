namespace SharingHub.Hub.Intake.Validation.CheckDigits;

/// <summary>UPU S10: two letters of service, eight digits, a check digit (modulo 11), two letters of country.</summary>
internal static class PostalItem
{
    private const int Length = 13;

    private static ReadOnlySpan<byte> Weights => [8, 6, 4, 2, 3, 5, 9, 7];

    public static bool LooksLikeOneAndFails(ReadOnlySpan<char> value)
    {
        if (value.Length != Length || !Digits.Are(value[2..11]) || !AreLetters(value[..2]) || !AreLetters(value[11..])) return false;
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Weights[i] * Digits.At(value, i + 2);
        var check = (11 - sum % 11) switch { 10 => 0, 11 => 5, var digit => digit };
        return check != Digits.At(value, 10);
    }

    private static bool AreLetters(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Alphabets.Capitals);
}
