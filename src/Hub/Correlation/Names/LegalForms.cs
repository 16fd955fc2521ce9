using System.Collections.Frozen;

namespace SharingHub.Hub.Correlation.Names;

/// <summary>Words that say what kind of body a name is of, and not which.</summary>
internal static class LegalForms
{
    private static readonly FrozenSet<string> Words =
    ((string[])[
        "ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "co", "company", "corp", "corporation", "plc", "pte", "pty", "pvt", "private",
        "gmbh", "ag", "kg", "ohg", "ug", "ev", "bv", "nv", "sa", "sas", "sarl", "srl", "spa", "sl", "sau", "lda", "ltda", "ab", "as", "asa", "oy", "oyj", "aps", "kft", "zrt",
        "sro", "doo", "ood", "eood", "ooo", "sti", "tic", "san", "jsc", "tnhh", "sdn", "bhd", "kk", "and", "the",
    ]).ToFrozenSet();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => BySpan.Contains(word);
}
