using System.IO.Compression;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>
/// What was in the consignments of the operation: what whoever opens one sees, and what is counted against afterwards. It plays the world; nothing of it
/// reaches a hub but as the outcome of an inspection.
/// </summary>
internal sealed class Truth
{
    private readonly HashSet<string> _counterfeit;

    private Truth(HashSet<string> counterfeit) => _counterfeit = counterfeit;

    /// <summary>How many consignments held counterfeits.</summary>
    public int Counterfeit => _counterfeit.Count;

    public static async Task<Truth> ReadAsync(CancellationToken cancellation)
    {
        await using var raw = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Truth", "shipments.csv.gz"));
        await using var plain = new GZipStream(raw, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        var columns = (await reader.ReadLineAsync(cancellation))!.Split(',');
        var (waybill, counterfeit) = (Array.IndexOf(columns, "waybill"), Array.IndexOf(columns, "counterfeit"));
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            var row = line.Split(',');
            if (row[counterfeit] == "1")
            {
                found.Add(row[waybill]);
            }
        }

        return new Truth(found);
    }

    public bool IsCounterfeit(Shipment consignment) => _counterfeit.Contains(consignment.Waybill);
}
