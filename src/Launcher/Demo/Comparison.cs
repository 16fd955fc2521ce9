using System.Globalization;

namespace SharingHub.Launcher.Demo;

/// <summary>What customs finds by what all members let be joined, beside what it would find by one member's intelligence; at several budgets.</summary>
internal sealed class Comparison(Cast cast, Truth truth)
{
    private static readonly int[] Budgets = [10, 20, 30];

    private readonly IReadOnlyList<(string Agency, Found[] Found)> _rows =
    [
        .. LoneAgency.All.Select(agency => (agency.Id, Row($"{agency.Of} alone", truth))),
        ("customs", Row("all together", truth)),
    ];

    /// <summary>Takes the lists of a day. None of them is acted on.</summary>
    /// <returns>That of customs, which comes last.</returns>
    public async Task<LeadList> TakeAsync(DateTimeOffset day, int arrivals, CancellationToken cancellation)
    {
        var lists = await Task.WhenAll(_rows.Select(row => LeadList.TakeAsync(cast[row.Agency], day, Budgets[^1], cancellation)));
        foreach (var (row, list) in _rows.Zip(lists))
        {
            foreach (var (found, perMille) in row.Found.Zip(Budgets))
            {
                found.Add(list.Leads.Take((int)Math.Ceiling(arrivals * perMille / 1000.0)));
            }
        }

        return lists[^1];
    }

    public void Tell(Story story)
    {
        story.Chapter($"7. Each member alone, and together: how many of {truth.Counterfeit} counterfeit consignments are found");
        story.Tell($"{"inspected of each 1 000 arrivals",-33}{string.Concat(Budgets.Select(perMille => $"{perMille,16}"))}");
        foreach (var (_, found) in _rows)
        {
            story.Tell($"{found[0].By,-33}{string.Concat(found.Select(Cell))}");
        }

        story.Tell($"{"can be found at most",-33}{string.Concat(_rows[^1].Found.Select(found => $"{Math.Min(found.Leads, truth.Counterfeit),16}"))}");
        var (together, best) = (_rows[^1].Found[^1].Counterfeit, _rows.SkipLast(1).Max(row => row.Found[^1].Counterfeit));
        story.Holds(together > best, $"at {Budgets[^1]} in 1 000, together they find {together - best} more than the best of them alone");
    }

    private static Found[] Row(string by, Truth truth) => [.. Budgets.Select(_ => new Found(by, truth))];

    private static string Cell(Found found) => string.Create(CultureInfo.InvariantCulture, $"{found.Counterfeit,10} {found.Share,3:0} %");
}
