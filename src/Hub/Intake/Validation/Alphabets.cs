using System.Buffers;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>The sets of characters that codes are made of.</summary>
internal static class Alphabets
{
    private const string DigitCharacters = "0123456789";
    private const string CapitalCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static readonly SearchValues<char> Digits = SearchValues.Create(DigitCharacters);
    public static readonly SearchValues<char> Capitals = SearchValues.Create(CapitalCharacters);
    public static readonly SearchValues<char> Phone = SearchValues.Create(DigitCharacters + "+()-./ ");
    public static readonly SearchValues<char> PrintableAscii = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);
}
