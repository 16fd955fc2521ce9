namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Sets of places as bits, 64 a word.</summary>
internal static class Bits
{
    private const int PerWord = 64;

    public static ulong[] Where(int count, Func<int, bool> holds)
    {
        var words = new ulong[(count + PerWord - 1) / PerWord];
        for (var place = 0; place < count; place++)
        {
            if (holds(place))
                words[place / PerWord] |= 1UL << (place % PerWord);
        }

        return words;
    }

    /// <summary>Only the words that hold something.</summary>
    public static (int Word, ulong Bits)[] Sparse(IEnumerable<int> places) =>
        [.. places.GroupBy(place => place / PerWord).Select(word => (word.Key, word.Aggregate(0UL, (bits, place) => bits | (1UL << (place % PerWord)))))];

    public static int PlaceOf(int word, int bit) => (word * PerWord) + bit;
}
