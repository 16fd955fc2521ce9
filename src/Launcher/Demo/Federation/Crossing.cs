using System.Diagnostics;
using System.Text;
using SharingHub.Federation.V1;
using SharingHub.Launcher.Seed;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Launcher.Demo.Federation;

/// <summary>What a retailer of one hub knows reaches the customs of another, as far as it agreed, and is taken back. Every claim is looked at.</summary>
internal sealed class Crossing(TwoHubs hubs, Story story)
{
    private const string Contributor = $"kaufhaus@{TwoHubs.Origin}", Recipient = $"customs@{TwoHubs.Far}";

    /// <summary>What crosses has to be in a signed checkpoint first, which takes a second or two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan SilentWithin = TimeSpan.FromSeconds(2);

    private static readonly RecordQuery Query = new() { Purpose = Purpose.BorderTargeting };

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await using var eu = new Cast(hubs.Eu.Ready);
        await using var us = new Cast(hubs.Us.Ready);
        await MeetAsync(cancellation);
        var records = await ContributeAsync(eu, cancellation);
        var agreement = await AgreeAsync(eu, us, cancellation);
        var received = await CrossAsync(us, records, cancellation);
        await TellBackAsync(eu, received, cancellation);
        await RetractAsync(eu, us, received, cancellation);
        await EndAsync(eu, us, agreement, cancellation);
        await ProveAsync(eu, us, cancellation);
    }

    private async Task MeetAsync(CancellationToken cancellation)
    {
        story.Chapter("1. Two hubs, each with its own members, law and ledger; their operators make them known to each other");
        await hubs.IntroduceAsync(cancellation);
        var met = await UntilAsync(async () => (await hubs.PeerAsync(cancellation)).Status == PeerStatus.Following, cancellation);
        story.Holds(met, "us follows eu: it believes what eu's ledger key signed, and nothing else");
    }

    private async Task<List<IntelRecord>> ContributeAsync(Cast eu, CancellationToken cancellation)
    {
        story.Chapter("2. kaufhaus, a retailer of eu, streams in the sellers and listings that it suspects");
        var records = (await Feeds.ReadAsync(cancellation))["cartwheel"].FindAll(record => record.SellerAccount is not null || record.Listing is not null);
        var (outcomes, _) = await Pushing.PushAsync(eu, new Dictionary<string, List<IntelRecord>> { ["kaufhaus"] = records }, cancellation);
        story.Holds(outcomes[SubmitOutcome.Accepted] == records.Count, $"{Story.Number(records.Count)} records accepted");
        return records;
    }

    private async Task<Agreement> AgreeAsync(Cast eu, Cast us, CancellationToken cancellation)
    {
        story.Chapter($"3. It agrees that the hub us may pass on to {Recipient}, for border targeting, without what is sensitive; customs signs at its own hub");
        var proposed = await eu["kaufhaus"].Agreements.ProposeAsync(new ProposeRequest { Terms = Terms() }, cancellationToken: cancellation);
        await eu[TwoHubs.Far].Agreements.CountersignAsync(new CountersignRequest { AgreementId = proposed.Agreement.Id, Revision = 1 }, cancellationToken: cancellation);
        var before = await Received.PullAsync(us["customs"], "customs", Query.Purpose, cancellation);
        Agreement? carried = null;
        await UntilAsync(
            async () => (carried = (await us["customs"].Agreements.ListAsync(new AgreementServiceListRequest(), cancellationToken: cancellation)).Agreements.SingleOrDefault()) is not null,
            cancellation);
        story.Holds(carried?.Terms.Provider == Contributor && before.Views.Count == 0, $"its terms lie before customs as an agreement of {Contributor}, and nothing is shown before it is signed");
        await us["customs"].Agreements.CountersignAsync(new CountersignRequest { AgreementId = carried!.Id, Revision = carried.Revision }, cancellationToken: cancellation);
        return proposed.Agreement;
    }

    private async Task<Received> CrossAsync(Cast us, List<IntelRecord> records, CancellationToken cancellation)
    {
        story.Chapter("4. customs pulls at its own hub");
        var granted = records.Count(record => record.Tlp <= Tlp.AmberStrict);
        Received received = null!;
        await UntilAsync(async () => (received = await Received.PullAsync(us["customs"], "customs", Query.Purpose, cancellation)).Views.Count >= granted, cancellation);
        foreach (var line in received.Summary())
            story.Tell(line);
        story.Holds(received.Views.Count == granted, $"customs has {Story.Number(received.Views.Count)} records of {Contributor}: all that were granted, once each");

        var secrets = records.Where(record => record.SellerAccount is not null).SelectMany(record => record.SellerAccount.BankAccounts.Concat(record.SellerAccount.TaxIds)).Where(text => text.Length > 5).ToHashSet();
        story.Holds(secrets.Count > 0 && received.Occurrences(secrets) == 0, $"of {Story.Number(secrets.Count)} bank accounts and tax numbers that eu holds none came");

        using var log = new ServedLog(hubs.Eu.Ready);
        var proven = received.Views.Count(view => IntelRecord.Parser.ParseFrom(view.Record).Origin is { } origin
            && Verification.Receipts.EventReceipt.Read(hubs.Eu.Ready.LedgerVkey, origin.DisclosureReceipt.Proof, origin.DisclosureReceipt.Envelope, origin.DisclosureReceipt.Salt.Memory)
                .OrThrow().Verify(log.Policy).Ok);
        story.Holds(proven == received.Views.Count, $"each brings eu's receipt that it was disclosed to this hub: {Story.Number(proven)} verified by eu's key alone");
        story.Holds((await Received.PullAsync(us["ipcenter"], "ipcenter", Query.Purpose, cancellation)).Views.Count == 0, "ipcenter, a member of the same hub, has none");
        return received;
    }

    private async Task TellBackAsync(Cast eu, Received received, CancellationToken cancellation)
    {
        story.Chapter("5. kaufhaus asks its own hub who saw a record");
        var name = Own(received.Views[0]);
        WhoSawResponse saw = null!;
        var told = await UntilAsync(
            async () => (saw = await eu["kaufhaus"].Audit.WhoSawAsync(new WhoSawRequest { Name = name }, cancellationToken: cancellation)).Disclosures
                .Any(one => one.Recipient == Recipient && one.AcknowledgedAt is not null),
            cancellation);
        foreach (var one in saw.Disclosures.OrderBy(one => one.AcknowledgedAt is null).DistinctBy(one => one.Recipient))
            story.Tell($"{one.Recipient}, {(one.AcknowledgedAt is null ? "not acknowledged" : "acknowledged")}");
        story.Holds(told && saw.Disclosures.Any(one => one.Recipient == TwoHubs.Far), $"it hears of the hub us and of {Recipient}, by receipts of the ledger of us");
    }

    private async Task RetractAsync(Cast eu, Cast us, Received received, CancellationToken cancellation)
    {
        story.Chapter("6. A seller was suspected wrongly: kaufhaus retracts the record");
        var name = Own(received.Views[^1]);
        var began = Stopwatch.GetTimestamp();
        await eu["kaufhaus"].Intake.RetractAsync(new RetractRequest { Name = name, Reason = "It was another seller." }, cancellationToken: cancellation);
        var gone = await UntilAsync(
            async () => (await Received.PullAsync(us["customs"], "customs", Query.Purpose, cancellation)).Views.All(view => Own(view).ToString() != name.ToString()), cancellation);
        story.Holds(gone, $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s later customs is shown it no more");
    }

    private async Task EndAsync(Cast eu, Cast us, Agreement agreement, CancellationToken cancellation)
    {
        story.Chapter("7. kaufhaus ends the agreement at eu, while customs has a watch open at us");
        var (ended, end) = (0L, (End?)null);
        await foreach (var next in us["customs"].SubscribeAsync(Query, new MemoryCursorStore(), cancel: cancellation))
        {
            if (next is CaughtUpReached)
            {
                ended = Stopwatch.GetTimestamp();
                await eu["kaufhaus"].Agreements.TerminateAsync(new TerminateRequest { AgreementId = agreement.Id, Reason = "the operation is over" }, cancellationToken: cancellation);
            }
            else if (next is SubscriptionEnded { End: var last })
            {
                end = last;
                break;
            }
        }

        var after = Stopwatch.GetElapsedTime(ended);
        story.Holds(end?.Reason == EndReason.AgreementEnded && after < SilentWithin, $"the watch ended {after.TotalMilliseconds:0} ms after the call: {end?.Message}");
        story.Holds((await Received.PullAsync(us["customs"], "customs", Query.Purpose, cancellation)).Views.Count == 0, "customs gets nothing of it any more");
    }

    private async Task ProveAsync(Cast eu, Cast us, CancellationToken cancellation)
    {
        story.Chapter("8. Each hub's auditor replays its own history, anyone recomputes its ledger, and us is a witness of eu's");
        foreach (var (id, ready, auditor) in new[] { (TwoHubs.Origin, hubs.Eu.Ready, eu["pruefamt"]), (TwoHubs.Far, hubs.Us.Ready, us["inspectorate"]) })
        {
            var audit = await Auditing.ReplayAsync(auditor, cancellation);
            var (report, files) = await Proving.RecomputeAsync(ready, audit.Events, cancellation);
            story.Holds(audit.Contiguous && report.Sound, $"{id}: {Story.Number(audit.Events)} events without a gap; {Story.Number(files)} files of its log lead to the root that its key signed");
        }

        using var log = new ServedLog(hubs.Eu.Ready);
        var asking = PolicyFile.Parse(Encoding.UTF8.GetBytes($"log {hubs.Eu.Ready.LedgerVkey}\nwitness us {hubs.Us.Ready.WitnessVkey}\nquorum us\n")).OrThrow().For(log.Policy.Origin).OrThrow();
        var cosigned = await UntilAsync(async () => await log.CheckpointAsync(cancellation) is { } served && asking.Open(served.Note.ToBytes()).Ok, cancellation);
        story.Holds(cosigned, "the checkpoint of eu bears the cosignature of us, which cosigns what continues what it saw: whoever asks for it accepts no second history");
    }

    private static AgreementTerms Terms()
    {
        RecordKind[] kinds = [RecordKind.SellerAccount, RecordKind.Listing];
        var grant = OperationAgreements.Grant(kinds, [Purpose.OnwardSharing], Tlp.AmberStrict, OperationAgreements.Read(FieldClass.Sensitive), null);
        grant.Onward = OnwardRule.Named;
        grant.OnwardGrants.Add(new OnwardGrant { Members = { Recipient }, Purposes = { Purpose.BorderTargeting }, Read = OperationAgreements.Read(), Correlate = OperationAgreements.NamesContributor });
        return new AgreementTerms { Provider = "kaufhaus", Recipients = { TwoHubs.Far }, Grants = { grant }, PermittedUse = "To choose consignments for inspection." };
    }

    /// <summary>The record as its contributor's hub names it.</summary>
    private static RecordName Own(RecordView view) => new() { Contributor = "kaufhaus", Kind = view.Name.Kind, Id = view.Name.Id };

    private static async Task<bool> UntilAsync(Func<Task<bool>> holds, CancellationToken cancellation)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience;)
        {
            if (await holds())
                return true;
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }

        return false;
    }
}
