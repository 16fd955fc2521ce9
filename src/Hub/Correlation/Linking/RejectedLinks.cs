namespace SharingHub.Hub.Correlation.Linking;

/// <summary>Pairs of records of which a person has said that they do not speak of the same actor. A pair has no order, and need not be held.</summary>
internal sealed class RejectedLinks
{
    private static readonly HashSet<string> None = [];

    private readonly Dictionary<string, HashSet<string>> byRecord = [];

    /// <returns>Whether the pair was not rejected before.</returns>
    public bool Add(string one, string other)
    {
        if (one == other || !Put(one, other)) return false;
        return Put(other, one);
    }

    /// <returns>Whether the pair was rejected.</returns>
    public bool Remove(string one, string other) => Take(one, other) && Take(other, one);

    /// <summary>What the record of this name is not linked to.</summary>
    public IReadOnlySet<string> Of(string record) => byRecord.GetValueOrDefault(record, None);

    /// <summary>Whether a path that has come through these records must not go on to this one.</summary>
    public bool Bar(List<string> path, string next)
    {
        var barred = Of(next);
        return barred.Count > 0 && path.Exists(barred.Contains);
    }

    private bool Put(string from, string to)
    {
        if (!byRecord.TryGetValue(from, out var all)) byRecord.Add(from, all = []);
        return all.Add(to);
    }

    private bool Take(string from, string to)
    {
        if (!byRecord.TryGetValue(from, out var all) || !all.Remove(to)) return false;
        if (all.Count == 0) byRecord.Remove(from);
        return true;
    }
}
