using SharingHub.Benchmarks.Harness;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>Events of the read set that receipts are asked for, a tenth of it.</summary>
internal sealed record ReceiptSet(IReadOnlyList<string> Ids)
{
    /// <summary>The contract's limit for one call.</summary>
    public const int Together = 100;

    public static async Task<ReceiptSet> ReadAsync(Stage stage, CancellationToken cancellation)
    {
        var (set, wanted, ids) = (await stage.ReadSetAsync(cancellation), stage.Records / 10, new List<string>());
        using var call = stage.Connect(Door.Hub, "inspectorate").Audit.Replay(
            new ReplayRequest { FromIndex = set.First, ToIndex = set.Last, Types_ = { "record.submitted.v1" } }, cancellationToken: cancellation);
        while (ids.Count < wanted && await call.ResponseStream.MoveNext(cancellation))
            ids.AddRange((call.ResponseStream.Current.Page?.Events ?? []).Select(one => one.Id).Take(wanted - ids.Count));
        return ids.Count == wanted ? new ReceiptSet(ids) : throw new MeasurementException($"history holds {ids.Count} records instead of {wanted}");
    }
}
