namespace SharingHub.Hub.Correlation.Linking;

/// <summary>
/// Finds a ring: what is connected, less what hangs on by one weak link. Two groups that a single doubtful link joins are two rings, for otherwise
/// one shared office would make one ring of many.
/// </summary>
internal static class Rings
{
    /// <summary>A single link joins two groups only if it is nearly sure.</summary>
    public const double SureBridge = 0.9;

    // A ring larger than this is not followed further: what connects so much is no longer evidence.
    private const int Largest = 512;

    /// <param name="linksOf">Linked records and the score of each link; symmetric.</param>
    public static IReadOnlySet<string> Of(string start, Func<string, IEnumerable<(string To, double Score)>> linksOf)
    {
        var graph = Reach(start, linksOf);
        var weak = WeakBridges(start, graph);
        var ring = new HashSet<string> { start };
        var open = new Queue<string>(ring);
        while (open.TryDequeue(out var at))
        {
            foreach (var (to, _) in graph[at])
            {
                if (!weak.Contains((at, to)) && ring.Add(to)) open.Enqueue(to);
            }
        }
        return ring;
    }

    private static Dictionary<string, List<(string To, double Score)>> Reach(string start, Func<string, IEnumerable<(string To, double Score)>> linksOf)
    {
        var graph = new Dictionary<string, List<(string To, double Score)>>();
        var open = new Queue<string>([start]);
        var seen = new HashSet<string> { start };
        while (open.TryDequeue(out var at))
        {
            var links = linksOf(at).OrderBy(link => link.To, StringComparer.Ordinal).ToList();
            graph[at] = links;
            foreach (var (to, _) in links)
            {
                if (seen.Count < Largest && seen.Add(to)) open.Enqueue(to);
            }
        }
        foreach (var links in graph.Values) links.RemoveAll(link => !graph.ContainsKey(link.To));
        return graph;
    }

    // Tarjan's bridges, without recursion: a link is a bridge when nothing behind it leads back before it.
    private static HashSet<(string, string)> WeakBridges(string start, Dictionary<string, List<(string To, double Score)>> graph)
    {
        var weak = new HashSet<(string, string)>();
        var found = new Dictionary<string, int> { [start] = 0 };
        var lowest = new Dictionary<string, int> { [start] = 0 };
        var path = new Stack<(string At, string? From, double Score, int Next)>();
        path.Push((start, null, 1, 0));
        while (path.TryPop(out var step))
        {
            if (step.Next < graph[step.At].Count)
            {
                path.Push(step with { Next = step.Next + 1 });
                var (to, score) = graph[step.At][step.Next];
                if (to == step.From) continue;
                if (found.TryGetValue(to, out var when))
                {
                    lowest[step.At] = Math.Min(lowest[step.At], when);
                    continue;
                }
                found[to] = lowest[to] = found.Count;
                path.Push((to, step.At, score, 0));
            }
            else if (step.From is { } from)
            {
                if (lowest[step.At] > found[from] && step.Score < SureBridge)
                {
                    weak.Add((from, step.At));
                    weak.Add((step.At, from));
                }
                lowest[from] = Math.Min(lowest[from], lowest[step.At]);
            }
        }
        return weak;
    }
}
