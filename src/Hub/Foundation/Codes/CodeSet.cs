using System.Buffers;

namespace SharingHub.Hub.Foundation.Codes;

/// <summary>A closed list of codes of capital letters, all of one length: one bit for every code that could be.</summary>
internal sealed class CodeSet
{
    private const int Letters = 26;
    private const int None = -1;

    /// <summary>Not ContainsAnyExceptInRange: before it is optimised, that boxes each bound.</summary>
    public static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly int _length;
    private readonly ulong[] _bits;

    /// <param name="length">Letters in a code.</param>
    /// <param name="codes">The codes, separated by white space.</param>
    public CodeSet(int length, string codes)
    {
        _length = length;
        _bits = new ulong[(int)Math.Pow(Letters, length) / 64 + 1];
        foreach (var code in codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var number = NumberOf(code);
            if (number == None || Contains(code)) throw new ArgumentException($"{code} is not a code of {length} letters, or is listed twice.", nameof(codes));
            _bits[number / 64] |= 1UL << (number % 64);
        }
    }

    public bool Contains(ReadOnlySpan<char> code)
    {
        var number = NumberOf(code);
        return number != None && (_bits[number / 64] >> (number % 64) & 1) == 1;
    }

    private int NumberOf(ReadOnlySpan<char> code)
    {
        if (code.Length != _length || code.ContainsAnyExcept(Capitals)) return None;
        var number = 0;
        foreach (var letter in code) number = number * Letters + (letter - 'A');
        return number;
    }
}
