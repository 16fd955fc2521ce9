using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>A place for each kind of record, empty where nothing is said of it.</summary>
internal static class KindTable
{
    private const int Kinds = (int)RecordKind.Inspection + 1;

    public static TTable?[] Of<T, TTable>(IReadOnlyList<T> all, Func<T, RecordKind, bool> concerns, Func<IReadOnlyList<T>, TTable> make)
        where TTable : class
    {
        var tables = new TTable?[Kinds];
        foreach (var kind in Enum.GetValues<RecordKind>().Where(kind => kind != RecordKind.Unspecified))
        {
            var ofKind = all.Where(one => concerns(one, kind)).ToList();
            tables[(int)kind] = ofKind.Count == 0 ? null : make(ofKind);
        }

        return tables;
    }

    /// <summary>Null for a number that is no kind; unsigned, so that a negative one is out of range too.</summary>
    public static TTable? At<TTable>(TTable?[] tables, RecordKind kind)
        where TTable : class => (uint)kind < (uint)tables.Length ? tables[(int)kind] : null;
}
