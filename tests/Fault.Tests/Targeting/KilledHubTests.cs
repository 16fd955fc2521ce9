using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Targeting;

public sealed class KilledHubTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private const int Inspections = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly Timestamp Ahead = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp();

    private static readonly Timestamp Examined = new DateTime(2020, 11, 28, 9, 0, 0, DateTimeKind.Utc).ToTimestamp();

    [Fact]
    public async Task Outcomes_that_are_sent_until_they_are_answered_are_recorded_once_each_whenever_the_hub_is_killed()
    {
        await using var carrier = operation.Connect("parcelwing");
        await using var agency = operation.Connect("customs");
        await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", Inspections, "inspected"));
        await operation.History.ShouldBeWholeAsync();
        var shipments = Feed.Of("parcelwing", Inspections, "inspected").Select(r => r.Id).ToList();
        var examined = await Task.WhenAll(shipments.Select(id => ExaminedAsync(agency, carrier, id)));

        var (answered, breaks) = (0, 0);
        var killed = Task.CompletedTask;
        var answers = await Task.WhenAll(examined.Select(name => UntilAnsweredAsync(
            () => agency.Targeting.RecordOutcomeAsync(Seizing(name), cancellationToken: TestContext.Current.CancellationToken),
            onAnswer: () =>
            {
                if (Interlocked.Increment(ref answered) == Inspections / 4)
                    killed = operation.KillAndRestartAsync(operation.Hub);
            },
            onBreak: () => Interlocked.Increment(ref breaks))));
        await killed;

        breaks.ShouldBeGreaterThan(0, "the hub was killed under way");
        await operation.History.ShouldBeWholeAsync();
        (await EventsAsync("inspection_outcome")).ShouldBe((Inspections, Inspections));
        (await EventsAsync("seizure")).ShouldBe((Inspections, Inspections));
        (await EventsAsync("inspection")).ShouldBe((Inspections, 4 * Inspections));
        answers.SelectMany(a => a.Seizures.Append(a.Outcome).Append(a.Receipt)).Select(r => r.EventId).Distinct().Count().ShouldBe(3 * Inspections);
        foreach (var (name, answer) in examined.Zip(answers))
            (await UntilAnsweredAsync(() => agency.Targeting.RecordOutcomeAsync(Seizing(name), cancellationToken: TestContext.Current.CancellationToken))).ShouldBe(answer);
    }

    private async Task<(long Streams, long Events)> EventsAsync(string kind)
    {
        var all = $"from history.mt_events where stream_id like 'record/customs/{kind}/%'";
        return (await operation.History.AskAsync<long>($"select count(distinct stream_id) {all}"), await operation.History.AskAsync<long>($"select count(*) {all}"));
    }

    private async Task<RecordName> ExaminedAsync(HubConnection agency, HubConnection carrier, string shipment)
    {
        var stop = TestContext.Current.CancellationToken;
        var requested = await UntilAnsweredAsync(() => agency.Targeting.RequestInspectionAsync(
            new RequestInspectionRequest
            {
                Purpose = Purpose.BorderTargeting,
                Shipment = new RecordName { Contributor = "parcelwing", Kind = RecordKind.Shipment, Id = shipment },
                Tlp = Tlp.Amber,
                Reason = "Watches in the second carton",
                InspectionId = Guid.NewGuid().ToString("D"),
                RespondBy = Ahead,
            },
            cancellationToken: stop));
        var name = requested.Receipt.Name;
        // The carrier may act once the ledger has the request; until then there is nothing for it.
        var hold = new InspectionHold { Place = "dock 4", Until = Ahead };
        var request = new RecordHoldRequest { Purpose = Purpose.BorderTargeting, Name = name, Hold = hold };
        await Eventually.IsTrueAsync(
            async () => await operation.History.AskAsync<bool>($"select exists (select from ledger.index where event_id = '{requested.Receipt.EventId}')"), "the request is sequenced");
        var held = await UntilAnsweredAsync(() => carrier.Targeting.RecordHoldAsync(request, cancellationToken: stop));
        var examination = new InspectionExamination { ExaminedAt = Examined, Port = "USLAX" };
        var examined = await UntilAnsweredAsync(() => agency.Targeting.RecordExaminationAsync(
            new RecordExaminationRequest { Purpose = Purpose.BorderTargeting, Name = held.Receipt.Name, Examination = examination }, cancellationToken: stop));
        return examined.Receipt.Name;
    }

    private static RecordOutcomeRequest Seizing(RecordName name) => new()
    {
        Purpose = Purpose.BorderTargeting,
        Name = name,
        Finding = new InspectionFinding
        {
            Result = InspectionResult.Seized,
            Goods = { new SeizedGoods { Quantity = 40, Brand = "Tempo" } },
            SeizureNumber = "2020-1",
            BecomesSeizure = true,
        },
    };

    /// <summary>As an officer's system does it: what got no answer is sent again, with the same words.</summary>
    private static async Task<T> UntilAnsweredAsync<T>(Func<AsyncUnaryCall<T>> call, Action? onAnswer = null, Action? onBreak = null)
    {
        while (true)
        {
            try
            {
                var answer = await call();
                onAnswer?.Invoke();
                return answer;
            }
            catch (HubException broke) when (broke.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.DeadlineExceeded)
            {
                onBreak?.Invoke();
            }
            catch (HubException busy) when (busy.StatusCode == StatusCode.ResourceExhausted)
            {
                // All of them try again at once, and the gateway lets a member make only so many calls.
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
