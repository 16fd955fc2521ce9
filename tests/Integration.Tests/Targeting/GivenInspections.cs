using Google.Protobuf.WellKnownTypes;

namespace SharingHub.Integration.Tests.Targeting;

/// <summary>A carrier whose shipments an agency reads, and whom that agency's inspections reach.</summary>
internal sealed record HubWithInspections(Party Agency, Party Carrier, Agreement Requests);

/// <summary>What agencies and carriers do about inspections; right unless a test says otherwise.</summary>
internal static class GivenInspections
{
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    public static async Task<HubWithInspections> HubWithInspectionsAsync(this Given given)
    {
        var (agency, carrier) = (await given.AgencyAsync(), await given.CarrierAsync());
        return new HubWithInspections(agency, carrier, await AgreeAsync(agency, carrier));
    }

    /// <summary>Shipments one way, inspections the other.</summary>
    public static async Task<Agreement> AgreeAsync(Party agency, Party carrier)
    {
        await Given.AgreementAsync(carrier, agency, Of(RecordKind.Shipment));
        return await Given.AgreementAsync(agency, carrier, Of(RecordKind.Inspection));
    }

    public static Grant Of(params RecordKind[] kinds) => Terms.Grant(grant =>
    {
        grant.Kinds.Clear();
        grant.Kinds.Add(kinds);
    });

    public static RequestInspectionRequest Asking(Party carrier, string shipment) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Shipment = new RecordName { Contributor = carrier.Id, Kind = RecordKind.Shipment, Id = shipment },
        Tlp = Tlp.Amber,
        Reason = LogCheck.Canary + " watches in the second carton",
        RespondBy = (DateTime.UtcNow + AnHour).ToTimestamp(),
    };

    /// <summary>An inspection that is requested and has its place in the ledger.</summary>
    public static async Task<RecordName> RequestedAsync(this TheHub hub, HubWithInspections world, string shipment = "shp-1")
    {
        var answer = await world.Agency.Hub.Targeting.RequestInspectionAsync(Asking(world.Carrier, shipment));
        await hub.SequencedAsync([answer.Receipt.EventId]);
        return answer.Receipt.Name;
    }

    /// <summary>An inspection whose consignment is held.</summary>
    public static async Task<RecordName> HeldAsync(this TheHub hub, HubWithInspections world, string shipment = "shp-1")
    {
        var held = await world.Carrier.Hub.Targeting.RecordHoldAsync(Holding(await hub.RequestedAsync(world, shipment)));
        await hub.SequencedAsync([held.Receipt.EventId]);
        return held.Receipt.Name;
    }

    /// <summary>An inspection whose consignment was examined.</summary>
    public static async Task<RecordName> ExaminedAsync(this TheHub hub, HubWithInspections world, string shipment = "shp-1")
    {
        var examined = await world.Agency.Hub.Targeting.RecordExaminationAsync(Examining(await hub.HeldAsync(world, shipment)));
        await hub.SequencedAsync([examined.Receipt.EventId]);
        return examined.Receipt.Name;
    }

    public static RecordHoldRequest Holding(RecordName name, string place = "dock 4") => new()
    {
        Purpose = Purpose.BorderTargeting,
        Name = name,
        Hold = new InspectionHold { Place = place, Until = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp() },
    };

    public static RecordMissRequest Missing(RecordName name) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Name = name,
        Miss = new InspectionMiss { LeftAt = Past, Reason = "It left by road." },
    };

    public static RecordExaminationRequest Examining(RecordName name) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Name = name,
        Examination = new InspectionExamination { ExaminedAt = Past, Port = "USLAX" },
    };

    /// <summary>40 watches of one brand and 2 bags of another, seized.</summary>
    public static RecordOutcomeRequest Seizing(RecordName name) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Name = name,
        Finding = new InspectionFinding
        {
            Result = InspectionResult.Seized,
            Goods =
            {
                new SeizedGoods { Description = "watches", Quantity = 40, Brand = "Tempo" },
                new SeizedGoods { Description = "bags", Quantity = 2, Brand = "Acme" },
            },
            SeizureNumber = "2020-1",
            BecomesSeizure = true,
        },
    };

    public static RecordOutcomeRequest Finding(RecordName name, InspectionResult result) =>
        new() { Purpose = Purpose.BorderTargeting, Name = name, Finding = new InspectionFinding { Result = result } };

    public static WithdrawRequestRequest Withdrawing(RecordName name) =>
        new() { Purpose = Purpose.BorderTargeting, Name = name, Withdrawal = new InspectionWithdrawal { Reason = "It is not the one." } };

    private static Timestamp Past => new DateTime(2020, 11, 29, 8, 0, 0, DateTimeKind.Utc).ToTimestamp();
}
