namespace SharingHub.Scoring.Tests;

/// <summary>What is behind an operation. Read to score results, never to make them.</summary>
internal sealed class Truth
{
    private Truth(string operation)
    {
        Counterfeit = Rows(operation, "shipments").Where(row => row[2] == "1").Select(row => row[1]).ToHashSet();
        Actors = Rows(operation, "entities").ToDictionary(
            row => $"{row[0]}/{(row[1] == "sellerAccount" ? "seller_account" : row[1])}/{row[2]}", row => (Actor: row[3], Ring: row[4]));
    }

    /// <summary>Record ids of counterfeit consignments.</summary>
    public IReadOnlySet<string> Counterfeit { get; }

    /// <summary>By record name: who is behind it, and the ring that this one belongs to, or nothing.</summary>
    public IReadOnlyDictionary<string, (string Actor, string Ring)> Actors { get; }

    public static Truth Of(string operation) => new(operation);

    private static IEnumerable<string[]> Rows(string operation, string file) => Operation.Lines($"{operation}/{file}.csv.gz").Skip(1).Select(line => line.Split(','));
}
