namespace SharingHub.Hub.Targeting.Leads;

/// <summary>The consignments that are to arrive on one day, in UTC, highest score first; equal scores by name.</summary>
internal sealed class ArrivalDay(DateOnly date, ChangeCount changes)
{
    private static readonly Comparer<Candidate> ByRank = Comparer<Candidate>.Create((one, other) =>
        other.Score.LogOdds.CompareTo(one.Score.LogOdds) is not 0 and var order ? order : string.CompareOrdinal(one.Name, other.Name));

    private readonly SortedSet<Candidate> _ranked = new(ByRank);

    public DateOnly Date => date;

    /// <summary>Whether intelligence has come since some of them were scored.</summary>
    public bool IsOutdated { get; set; }

    /// <summary>When all of them were last scored again, counted as <see cref="ChangedAt"/> is.</summary>
    public long RefreshedAt { get; private set; }

    public void Refreshed() => (IsOutdated, RefreshedAt) = (false, changes.Next());

    public IReadOnlyCollection<Candidate> Ranked => _ranked;

    /// <summary>Grows with each change, over all days of all pictures that ever were.</summary>
    public long ChangedAt { get; private set; }

    public void Add(Candidate candidate) => (ChangedAt, _) = (changes.Next(), _ranked.Add(candidate));

    public void Remove(Candidate candidate) => (ChangedAt, _) = (changes.Next(), _ranked.Remove(candidate));

    /// <summary>Those within the budget of what is still to arrive in the time asked for, each with its rank among the whole day's, from 1.</summary>
    public IEnumerable<(Candidate Candidate, uint Rank)> Within(LeadQuery query, DateTimeOffset now)
    {
        var (left, rank) = (query.BudgetOf(_ranked.Count), 0u);
        foreach (var candidate in _ranked)
        {
            rank++;
            if (!query.Covers(candidate.Arrival, now))
            {
                continue;
            }

            if (left-- == 0 || candidate.Score.Probability < query.MinProbability)
            {
                yield break;
            }

            yield return (candidate, rank);
        }
    }
}

/// <summary>Counts changes of all days of all pictures together, so that a day that was made anew is never taken for the one before.</summary>
internal sealed class ChangeCount
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
