using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>What a contributor learnt of its push.</summary>
internal sealed record Pushed(string Member, IReadOnlyList<IntelRecord> Records, IReadOnlyList<SubmittedRecord> Results)
{
    public RecordReceipt ReceiptOf(int at) => Results[at].Result.Receipt;
}

internal static class Pushing
{
    /// <summary>Pushes all through the SDK; when so many have a result, the fault happens while the rest goes on.</summary>
    public static async Task<Pushed> PushAsync(
        this HubConnection hub, string member, IReadOnlyList<IntelRecord> records, int faultAfter = int.MaxValue, Func<Task>? fault = null)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var submitter = new Submitter(hub);
        var results = new List<SubmittedRecord>(records.Count);
        var happening = Task.CompletedTask;
        await foreach (var result in submitter.SubmitAllAsync(records.ToAsyncEnumerable(), stop))
        {
            results.Add(result);
            if (results.Count == faultAfter)
                happening = Task.Run(fault!, stop);
        }

        await happening;
        await submitter.CompleteAsync();
        results.ShouldAllBe(result => result.AcceptedHere);
        return new Pushed(member, records, results);
    }

    /// <summary>Sends the same again: nothing is new, and each receipt is the first one.</summary>
    public static async Task ShouldBeKeptAsync(this Pushed pushed, HubConnection hub)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var submitter = new Submitter(hub);
        var at = 0;
        await foreach (var again in submitter.SubmitAllAsync(pushed.Records.ToAsyncEnumerable(), stop))
        {
            again.Outcome.ShouldBe(SubmitOutcome.Duplicate);
            again.Result.Receipt.ShouldBe(pushed.ReceiptOf(at++));
        }

        at.ShouldBe(pushed.Records.Count);
    }
}
