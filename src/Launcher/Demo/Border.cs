using Google.Protobuf.WellKnownTypes;
using SharingHub.Sdk;
using SharingHub.Sdk.Inspecting;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>Customs and the carrier at the border: each acts on what the hub tells it that the other did.</summary>
internal sealed class Border(HubConnection customs, HubConnection carrier, Truth truth)
{
    // What a mark is counterfeited the truth does not say, and a seizure has to name one.
    private const string MarkNotRead = "not determined";

    private readonly MemoryCursorStore _carriersPlace = new();
    private int _seizures;

    // The operation was in 2020, but a deadline has to lie in the future.
    private static Timestamp InADay => TimeProvider.System.GetUtcNow().AddDays(1).ToTimestamp();

    /// <summary>Has these consignments held and opens them.</summary>
    /// <returns>The outcome of each, by the shipment's id.</returns>
    public async Task<IReadOnlyDictionary<string, InspectionFinding>> InspectAsync(IReadOnlyList<Lead> leads, CancellationToken cancellation)
    {
        var shipments = leads.ToDictionary(lead => lead.Shipment.Name.Id, LeadList.ShipmentOf, StringComparer.Ordinal);
        await Task.WhenAll(leads.Select(lead => RequestAsync(lead, cancellation)));
        await HoldAsync(shipments.Keys.ToHashSet(StringComparer.Ordinal), cancellation);
        return await ExamineAsync(shipments, cancellation);
    }

    private async Task RequestAsync(Lead lead, CancellationToken cancellation)
    {
        var request = new RequestInspectionRequest
        {
            Purpose = Purpose.BorderTargeting,
            Shipment = lead.Shipment.Name,
            Tlp = Tlp.Amber,
            Reason = "Selected for examination",
            RespondBy = InADay,
        };
        await CallLimit.KeepAsync(() => customs.Targeting.RequestInspectionAsync(request, cancellationToken: cancellation), cancellation);
    }

    private async Task HoldAsync(HashSet<string> expected, CancellationToken cancellation)
    {
        var holds = new List<Task>();
        await foreach (var next in carrier.WatchInspectionsAsync(Purpose.BorderTargeting, _carriersPlace, new ReceivingOptions { Acknowledge = true }, cancellation))
        {
            foreach (var view in next is PageReceived { Page: var page } ? page.Views : [])
            {
                var asked = IntelRecord.Parser.ParseFrom(view.Record).Inspection;
                if (asked.Status == InspectionStatus.Requested && expected.Remove(asked.ShipmentId))
                {
                    holds.Add(HoldAsync(view.Name, cancellation));
                }
            }

            if (expected.Count == 0)
            {
                break;
            }
        }

        await Task.WhenAll(holds);
    }

    private async Task HoldAsync(RecordName inspection, CancellationToken cancellation)
    {
        var hold = new RecordHoldRequest
        {
            Purpose = Purpose.BorderTargeting,
            Name = inspection,
            Hold = new InspectionHold { Place = "The carrier's dock", Until = InADay },
        };
        await CallLimit.KeepAsync(() => carrier.Targeting.RecordHoldAsync(hold, cancellationToken: cancellation), cancellation);
    }

    private async Task<IReadOnlyDictionary<string, InspectionFinding>> ExamineAsync(Dictionary<string, Shipment> shipments, CancellationToken cancellation)
    {
        var findings = new Dictionary<string, Task<InspectionFinding>>(StringComparer.Ordinal);
        await foreach (var next in customs.WatchInspectionsAsync(Purpose.BorderTargeting, new MemoryCursorStore(), cancel: cancellation))
        {
            if (next is InspectionChanged { Inspection: { Inspection: { Status: InspectionStatus.Held, ShipmentId: var id } } own } && shipments.Remove(id, out var shipment))
            {
                findings.Add(id, OpenAsync(own.Name, shipment, cancellation));
            }

            if (shipments.Count == 0)
            {
                break;
            }
        }

        await Task.WhenAll(findings.Values);
        return findings.ToDictionary(one => one.Key, one => one.Value.Result, StringComparer.Ordinal);
    }

    private async Task<InspectionFinding> OpenAsync(RecordName inspection, Shipment consignment, CancellationToken cancellation)
    {
        var examination = new RecordExaminationRequest
        {
            Purpose = Purpose.BorderTargeting,
            Name = inspection,
            Examination = new InspectionExamination { ExaminedAt = consignment.EstimatedArrival, Port = consignment.PortOfEntry },
        };
        var examined = await CallLimit.KeepAsync(() => customs.Targeting.RecordExaminationAsync(examination, cancellationToken: cancellation), cancellation);
        var outcome = new RecordOutcomeRequest { Purpose = Purpose.BorderTargeting, Name = examined.Receipt.Name, Finding = Open(consignment) };
        await CallLimit.KeepAsync(() => customs.Targeting.RecordOutcomeAsync(outcome, cancellationToken: cancellation), cancellation);
        return outcome.Finding;
    }

    private InspectionFinding Open(Shipment consignment)
    {
        if (!truth.IsCounterfeit(consignment))
        {
            return new InspectionFinding { Result = InspectionResult.Released };
        }

        var finding = new InspectionFinding
        {
            Result = InspectionResult.Seized,
            SeizureNumber = $"DEMO-{Interlocked.Increment(ref _seizures)}",
            BecomesSeizure = true,
        };
        finding.Goods.AddRange(consignment.Goods.Select(goods => new SeizedGoods { Description = goods.Description, Quantity = goods.Quantity, Brand = MarkNotRead }));
        return finding;
    }
}
