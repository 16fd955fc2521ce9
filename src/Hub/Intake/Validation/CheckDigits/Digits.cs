namespace SharingHub.Hub.Intake.Validation.CheckDigits;

internal static class Digits
{
    public static bool Are(ReadOnlySpan<char> value) => !value.IsEmpty && !value.ContainsAnyExcept(Alphabets.Digits);

    public static int At(ReadOnlySpan<char> value, int index) => value[index] - '0';
}
