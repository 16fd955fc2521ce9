using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>Receipts that the hub makes, with envelope, salt, body and proof, for a contributor that asks a hundred a call, one call after the other.</summary>
internal sealed class ReceiptsProven(params Comparison[] beside) : Line("receipts", "receipts made by the hub, 100 a call", beside)
{
    public const string Rate = "receipts/s";

    private ReceiptSet _set = null!;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation) => _set = await ReceiptSet.ReadAsync(stage, cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var ledger = pass.Stage.Connect(Door.Hub, ReadSet.Contributor).Ledger;
        var took = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            for (var next = 0; next < _set.Ids.Count;)
            {
                var answers = (await ledger.GetReceiptsAsync(
                    new GetReceiptsRequest { EventIds = { _set.Ids.Skip(next).Take(ReceiptSet.Together) } }, cancellationToken: cancellation)).Answers;
                if (answers.Count == 0 || answers.Any(answer => answer.Receipt is not { HasBody: true }))
                    throw new MeasurementException($"a record has no receipt: {answers.FirstOrDefault(answer => answer.Receipt is null)?.Reason}");
                next += answers.Count;
            }

            return Stopwatch.GetElapsedTime(began);
        });
        return [new(Rate, _set.Ids.Count / took.TotalSeconds)];
    }
}
