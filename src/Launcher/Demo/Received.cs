using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>What one recipient got, counted by itself.</summary>
internal sealed class Received(string member, Purpose purpose)
{
    public string Member { get; } = member;

    public Purpose Purpose { get; } = purpose;

    public List<RecordView> Views { get; } = [];

    public static async Task<Received> PullAsync(HubConnection hub, string member, Purpose purpose, CancellationToken cancellation)
    {
        var received = new Received(member, purpose);
        await foreach (var page in hub.PullAsync(new RecordQuery { Purpose = purpose }, options: new ReceivingOptions { Acknowledge = true }, cancel: cancellation))
        {
            received.Views.AddRange(page.Views);
        }

        return received;
    }

    public IEnumerable<string> Summary() => Views
        .GroupBy(v => (v.Name.Contributor, v.Name.Kind))
        .OrderBy(g => g.Key.Contributor, StringComparer.Ordinal).ThenBy(g => g.Key.Kind)
        .Select(g =>
        {
            var withheld = g.First().Withheld;
            return $"{Story.Number(g.Count()),7}  {g.Key.Contributor} {g.Key.Kind}{(withheld.Count == 0 ? "" : $", without {string.Join(", ", withheld.Select(Leaf))}")}";
        });

    /// <summary>Whether any byte of these texts is in what was delivered.</summary>
    public int Occurrences(IReadOnlyCollection<string> texts)
    {
        var all = string.Join('\n', Views.Select(v => v.Record.ToString(System.Text.Encoding.Latin1)));
        return texts.Count(t => all.Contains(t, StringComparison.Ordinal));
    }

    private static string Leaf(string path) => path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
