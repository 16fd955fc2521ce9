namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>Which mentions are still to be looked at for an accusation, strongest first; of equally strong ones that which was found first.</summary>
internal sealed class AccusationSearch(int first)
{
    private readonly PriorityQueue<AccusationStep, (double Weakness, int Place)> open = new(first);
    private readonly Dictionary<int, (double Strength, int Length)> reached = new(first);
    private readonly Dictionary<int, int> closed = new(first);
    private int opened;

    public void Open(AccusationStep step)
    {
        if (!step.MayBeBarred && (!reached.TryGetValue(step.Mention, out var before) || step.Strength > before.Strength)) reached[step.Mention] = (step.Strength, step.Length);
        open.Enqueue(step, (-step.Strength, opened++));
    }

    /// <summary>The strongest that is left, unless the same mention was closed by a path as short; null where none is stronger than what is found.</summary>
    public AccusationStep? Next(double found)
    {
        while (open.TryDequeue(out var step, out _) && step.Strength > found)
        {
            if (!closed.TryGetValue(step.Mention, out var length) || step.Length < length) return step;
        }
        return null;
    }

    /// <summary>Says that a mention was looked at: a weaker path to it that is not shorter finds nothing more.</summary>
    public void Close(AccusationStep step)
    {
        if (!step.MayBeBarred) closed[step.Mention] = step.Length;
    }

    /// <summary>Whether a link to the mention may reach it better than it was reached: no link is stronger than the step that it begins at.</summary>
    public bool IsWorth(int mention, AccusationStep from) =>
        !reached.TryGetValue(mention, out var other) || from.Strength > other.Strength || from.Length + 1 < other.Length;
}
