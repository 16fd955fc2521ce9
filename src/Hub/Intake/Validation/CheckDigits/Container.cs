namespace SharingHub.Hub.Intake.Validation.CheckDigits;

/// <summary>ISO 6346: three letters of the owner, U, J or Z, six digits and a check digit; weights are powers of two, modulo 11.</summary>
internal static class Container
{
    private const int Length = 11;

    public static bool Holds(ReadOnlySpan<char> value)
    {
        if (value.Length != Length || value[..3].ContainsAnyExcept(Alphabets.Capitals) || value[3] is not ('U' or 'J' or 'Z') || !Digits.Are(value[4..]))
            return false;
        var sum = 0;
        for (var i = 0; i < Length - 1; i++) sum += Worth(value[i]) << i;
        return sum % 11 % 10 == Digits.At(value, Length - 1);
    }

    // Letters count from 10 and leave out 11, 22 and 33.
    private static int Worth(char c) => c switch
    {
        <= '9' => c - '0',
        'A' => 10,
        <= 'K' => c - 'B' + 12,
        <= 'U' => c - 'L' + 23,
        _ => c - 'V' + 34,
    };
}
