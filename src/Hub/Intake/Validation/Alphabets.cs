using System.Buffers;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>The sets of characters that codes and ids are made of.</summary>
internal static class Alphabets
{
    private const string DigitCharacters = "0123456789";
    private const string CapitalCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string SmallCharacters = "abcdefghijklmnopqrstuvwxyz";

    public static readonly SearchValues<char> Digits = SearchValues.Create(DigitCharacters);
    public static readonly SearchValues<char> Capitals = SearchValues.Create(CapitalCharacters);
    public static readonly SearchValues<char> RecordId = SearchValues.Create(CapitalCharacters + SmallCharacters + DigitCharacters + "._:-");
    public static readonly SearchValues<char> MemberId = SearchValues.Create(SmallCharacters + DigitCharacters + "-");
    public static readonly SearchValues<char> Phone = SearchValues.Create(DigitCharacters + "+()-./ ");
    public static readonly SearchValues<char> PrintableAscii = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);
}
