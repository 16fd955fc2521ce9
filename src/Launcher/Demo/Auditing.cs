using SharingHub.Sdk;
using SharingHub.Sdk.Auditing;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>The auditor replays all of history and counts it against what writers and readers counted themselves.</summary>
internal sealed class Auditing
{
    private readonly Dictionary<(string Recipient, Purpose Purpose), List<DisclosedRecord>> _disclosed = [];

    public Dictionary<string, int> Types { get; } = [];

    public HashSet<string> Records { get; } = new(StringComparer.Ordinal);

    public int Events { get; private set; }

    public bool Contiguous { get; private set; } = true;

    private readonly Dictionary<string, string> _firstEvents = [];

    public int BodiesOfRecords { get; private set; }

    public static async Task<Auditing> ReplayAsync(HubConnection auditor, CancellationToken cancellation)
    {
        var audit = new Auditing();
        await foreach (var one in auditor.ReplayAsync(new ReplayRequest(), cancellation))
        {
            audit.Take(one);
        }

        return audit;
    }

    public int RecordEvents => Types.Where(t => t.Key.StartsWith("record.", StringComparison.Ordinal)).Sum(t => t.Value);

    /// <summary>The record revisions that history says were disclosed to a recipient for a purpose, each once, and how often in all.</summary>
    public (HashSet<string> Revisions, int Times) DisclosedTo(string recipient, Purpose purpose)
    {
        var records = _disclosed.GetValueOrDefault((recipient, purpose), []);
        return (records.Select(r => NameOf(r.Name)).ToHashSet(StringComparer.Ordinal), records.Count);
    }

    /// <summary>The id of a member's first event on a record.</summary>
    public string FirstOf(string contributor) => _firstEvents[contributor];

    public static string NameOf(RecordName name) => $"{name.Contributor}/{name.Kind}/{name.Id}@{name.Revision}";

    private void Take(HistoryEvent one)
    {
        Contiguous &= one.Index == (ulong)Events;
        Events++;
        Types[one.Type] = Types.GetValueOrDefault(one.Type) + 1;
        if (one.Type.StartsWith("record.", StringComparison.Ordinal))
        {
            Records.Add(one.Stream);
            _firstEvents.TryAdd(one.Member, one.Id);
            BodiesOfRecords += one.HasBody ? 1 : 0;
        }
        else if (one.Type == "disclosure.v1")
        {
            var disclosed = Disclosed.Parser.ParseFrom(one.Body);
            if (!_disclosed.TryGetValue((disclosed.Recipient, disclosed.Purpose), out var records))
            {
                _disclosed[(disclosed.Recipient, disclosed.Purpose)] = records = [];
            }

            records.AddRange(disclosed.Records);
        }
    }
}
