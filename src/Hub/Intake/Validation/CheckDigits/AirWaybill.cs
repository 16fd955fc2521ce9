namespace SharingHub.Hub.Intake.Validation.CheckDigits;

/// <summary>IATA Resolution 600a: airline prefix of three digits, serial of seven, and the serial modulo 7.</summary>
internal static class AirWaybill
{
    private const int PrefixLength = 3;

    /// <summary>Written <c>12345678901</c>, <c>123-45678901</c> or <c>123 45678901</c>.</summary>
    public static bool LooksLikeOneAndFails(ReadOnlySpan<char> value)
    {
        if (value.Length < PrefixLength + 8 || !Digits.Are(value[..PrefixLength])) return false;
        var serial = value[PrefixLength..];
        if (serial[0] is '-' or ' ') serial = serial[1..];
        return serial.Length == 8 && Digits.Are(serial) && int.Parse(serial[..7], provider: null) % 7 != Digits.At(serial, 7);
    }
}
