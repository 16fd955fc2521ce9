using SharingHub.Benchmarks.Harness;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>The records that reading is measured on: as many as a pass moves, amazonia's, which customs may read without what is personal or sensitive.</summary>
/// <param name="First">The ledger index from which on they are.</param>
/// <param name="Last">The one up to which.</param>
internal sealed record ReadSet(ulong First, ulong Last)
{
    public const string Contributor = "amazonia";
    public const string Recipient = "customs";

    public static RecordQuery Query => new() { Purpose = Purpose.BorderTargeting, Contributors = { Contributor } };

    public static async Task<ReadSet> SubmitAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.History.SettleAsync(cancellation);
        var first = stage.History.Next;
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, stage.NextTag());
        await Submission.RunAsync(stage.Connect(Door.Hub, Contributor), records, 100, 2000, cancellation);
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        await Pulling.RunAsync(stage.Connect(Door.Hub, Recipient), Query, 0, stage.Records, cancellation, RequireDisclosedAndMasked);
        return new ReadSet(first, stage.History.Next - 1);
    }

    // Otherwise something cheaper would be measured than what the marks speak of.
    private static void RequireDisclosedAndMasked(Page page)
    {
        if (page.Disclosures.Count == 0 || page.Views.Any(view => view is { Withheld.Count: 0, Name.Kind: RecordKind.Shipment or RecordKind.SellerAccount }))
            throw new MeasurementException("a page came without its disclosure, or a record in full");
    }
}
