using System.Globalization;
using Grpc.Core;
using SharingHub.Launcher.Hosting;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>The model operation from end to end. Every figure is counted in this run; every claim is looked at.</summary>
internal sealed class Operation(SharingHubHost host, Story story)
{
    private IReadOnlyDictionary<string, List<IntelRecord>> _feeds = null!;
    private int _records;
    private Campaign _campaign = null!;

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await using var cast = new Cast(host.Ready);
        var feeds = await Feeds.ReadAsync(cancellation);
        var calendar = new Calendar(feeds);
        _feeds = calendar.Observed(DateTimeOffset.MinValue, calendar.DaysOfArrival[0]);
        _records = _feeds.Values.Sum(f => f.Count);

        await PushAsync(cast, calendar, cancellation);
        var customs = await PullAsync(cast, "customs", Purpose.BorderTargeting, cancellation);
        CheckCustoms(customs);
        var ipcenter = await PullAsync(cast, "ipcenter", Purpose.CriminalInvestigation, cancellation);
        story.Holds(ipcenter.Views.All(v => v.Withheld.Count == 0), "nothing is withheld from the investigators: their agreements say so");
        await AskForAnotherPurposeAsync(cast, cancellation);
        var truth = await Truth.ReadAsync(cancellation);
        var comparison = new Comparison(cast, truth);
        _campaign = new Campaign(cast, story, truth, calendar, comparison);
        await _campaign.RunAsync(cancellation);
        story.Holds(_records + _campaign.Accepted == feeds.Values.Sum(f => f.Count), $"{Story.Number(_records + _campaign.Accepted)} records accepted in all");
        await Feedback.TellAsync(cast, story, _campaign, cancellation);
        comparison.Tell(story);
        var watched = await WatchAsync(cast, cancellation);
        await AuditAsync(cast, [customs, ipcenter], watched, cancellation);
        await ProveAsync(cast, cancellation);
        Measure();
    }

    private async Task PushAsync(Cast cast, Calendar calendar, CancellationToken cancellation)
    {
        story.Chapter("1. Retailers, a carrier, customs and a rights holder stream in what each of them knows before the first consignment arrives");
        story.Tell(string.Join(", ", _feeds.Select(f => $"{f.Key} {Story.Number(f.Value.Count)}")));
        var (before, took) = await Pushing.PushAsync(cast, calendar.Observed(DateTimeOffset.MinValue, calendar.FirstWord), cancellation);
        var (since, tookSince) = await Pushing.PushAsync(cast, calendar.Observed(calendar.FirstWord, calendar.DaysOfArrival[0]), cancellation);
        var accepted = before[SubmitOutcome.Accepted] + since[SubmitOutcome.Accepted];
        story.Holds(
            accepted == _records,
            $"{Story.Number(accepted)} of {Story.Number(_records)} records accepted, each with a receipt, {Story.Number((long)(_records / (took + tookSince).TotalSeconds))} a second");

        var (again, _) = await Pushing.PushAsync(cast, _feeds, cancellation);
        story.Holds(again[SubmitOutcome.Duplicate] == _records, $"pushed again: {Story.Number(again[SubmitOutcome.Duplicate])} duplicates");
        var audit = await Auditing.ReplayAsync(cast["inspectorate"], cancellation);
        story.Holds(audit.RecordEvents == _records, $"history holds {Story.Number(audit.RecordEvents)} record events: the second push added none");
    }

    private async Task<Received> PullAsync(Cast cast, string member, Purpose purpose, CancellationToken cancellation)
    {
        story.Chapter($"{(member == "customs" ? 2 : 3)}. {member} pulls for {purpose}, as its agreements allow");
        var received = await Received.PullAsync(cast[member], member, purpose, cancellation);
        foreach (var line in received.Summary())
        {
            story.Tell(line);
        }

        return received;
    }

    private void CheckCustoms(Received customs)
    {
        var granted = _feeds["amazonia"].Count + _feeds["bazaarly"].Count + _feeds["parcelwing"].Count + _feeds["brandguild"].Count;
        story.Holds(customs.Views.Count == granted, $"customs has {Story.Number(customs.Views.Count)} records: all that four contributors granted, once each");

        var cartwheels = _feeds["cartwheel"].Select(r => r.Id)
            .Concat(_feeds["cartwheel"].Where(r => r.SellerAccount is not null).Select(r => r.SellerAccount.SellerId)).Where(t => t.Length > 5).ToHashSet();
        story.Holds(
            customs.Views.All(v => v.Name.Contributor != "cartwheel") && customs.Occurrences(cartwheels) == 0,
            $"not a byte of cartwheel's: none of its {Story.Number(cartwheels.Count)} record and seller ids is in what customs got (its agreement lets the hub join, not show)");

        var accounts = _feeds.Values.SelectMany(f => f).Where(r => r.SellerAccount is not null)
            .SelectMany(r => r.SellerAccount.BankAccounts.Concat(r.SellerAccount.TaxIds)).ToHashSet();
        story.Holds(customs.Occurrences(accounts) == 0, $"none of the retailers' {Story.Number(accounts.Count)} bank accounts and tax numbers reached customs");
    }

    private async Task AskForAnotherPurposeAsync(Cast cast, CancellationToken cancellation)
    {
        story.Chapter("4. Customs asks for a purpose that it does not hold");
        try
        {
            await cast["customs"].ListCatalogAsync(Purpose.CriminalInvestigation, cancellation);
            story.Holds(false, "refused");
        }
        catch (HubException refused)
        {
            story.Holds(refused.StatusCode == StatusCode.PermissionDenied, $"refused: {refused.Status.Detail}");
        }
    }

    private async Task<IReadOnlyList<RecordName>> WatchAsync(Cast cast, CancellationToken cancellation)
    {
        story.Chapter("8. Customs watches amazonia; amazonia terminates their agreement");
        var query = new RecordQuery { Purpose = Purpose.BorderTargeting, Contributors = { "amazonia" } };
        var (end, after, received) = await Watching.EndByTerminationAsync(cast["customs"], cast["amazonia"], query, "end of the operation", cancellation);
        story.Tell($"{Story.Number(received.Count)} records came before");
        story.Holds(
            end?.Reason == EndReason.AgreementEnded && after < TimeSpan.FromSeconds(1),
            $"the stream ended {after.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms after the call: {end?.Message}");
        return received;
    }

    private async Task AuditAsync(Cast cast, IReadOnlyList<Received> pulls, IReadOnlyList<RecordName> watched, CancellationToken cancellation)
    {
        story.Chapter("9. The auditor replays history and counts for itself");
        var audit = await Auditing.ReplayAsync(cast["inspectorate"], cancellation);
        story.Holds(audit.Contiguous, $"{Story.Number(audit.Events)} events in one unbroken order");
        var (pushed, inspections, seizures) = (_records + _campaign.Accepted, _campaign.Found.Leads, _campaign.Found.Counterfeit);
        story.Holds(
            audit.Records.Count == pushed + inspections + inspections + seizures,
            $"{Story.Number(audit.Records.Count)} distinct records: {Story.Number(pushed)} that were accepted, {Story.Number(inspections)} inspections, as many outcomes, {Story.Number(seizures)} seizures");
        story.Holds(audit.BodiesOfRecords == 0, "the auditor's mandate opens envelopes, agreements and disclosures; of the records' contents it saw none");
        foreach (var pull in pulls)
        {
            var (revisions, times) = audit.DisclosedTo(pull.Member, pull.Purpose);
            List<RecordName> came = [.. pull.Views.Select(v => v.Name), .. pull.Member == "customs" ? watched.Concat(_campaign.Views) : []];
            var received = came.Select(Auditing.NameOf).ToHashSet(StringComparer.Ordinal);
            story.Holds(
                revisions.IsSupersetOf(received) && times >= came.Count,
                $"{pull.Member} received {Story.Number(came.Count)} views, history says {Story.Number(times)} disclosed; excess: {Story.Number(times - came.Count)}");
            foreach (var name in revisions.Except(received))
            {
                story.Tell($"        disclosed but not received: {name}");
            }
        }

        var asked = _feeds["amazonia"].First(r => r.SellerAccount is { BankAccounts.Count: > 0 });
        var name1 = new RecordName { Contributor = "amazonia", Kind = RecordKind.SellerAccount, Id = asked.Id };
        var saw = await cast["amazonia"].Audit.WhoSawAsync(new WhoSawRequest { Name = name1 }, cancellationToken: cancellation);
        story.Tell($"who saw amazonia/seller_account/{asked.Id}, as its contributor is told:");
        var seen = saw.Disclosures.Where(one => one.Use == RecordUse.Read).ToList();
        foreach (var one in seen)
        {
            story.Tell($"        {one.Recipient} for {one.Purpose} under {one.AgreementId}@{one.AgreementRevision}, {(one.AcknowledgedAt is null ? "not acknowledged" : "acknowledged")}, without {(one.Withheld.Count == 0 ? "nothing" : string.Join(", ", one.Withheld))}");
        }

        story.Holds(seen.Select(d => d.Recipient).ToHashSet().SetEquals(["customs", "ipcenter"]), "customs and ipcenter saw it, nobody else");
    }

    private async Task ProveAsync(Cast cast, CancellationToken cancellation)
    {
        story.Chapter("10. A stranger with the log's public key reads the ledger and recomputes it");
        var audit = await Auditing.ReplayAsync(cast["inspectorate"], cancellation);
        var (report, files) = await Proving.RecomputeAsync(host.Ready, audit.Events, cancellation);
        foreach (var finding in report.Findings)
        {
            story.Tell($"        {finding}");
        }

        var size = report.Checkpoint?.Checkpoint.Size ?? 0;
        story.Holds(report.Sound && size >= audit.Events, $"{Story.Number(size)} entries in {Story.Number(files)} files lead to the signed root; none is missing, none was changed");
        var (bytes, holds) = await Proving.ReceiptAsync(host.Ready, cast["amazonia"], audit.FirstOf("amazonia"), cancellation);
        story.Holds(holds, $"amazonia's receipt for its first record, {Story.Number(bytes)} bytes, holds without the hub");
    }

    private void Measure()
    {
        story.Chapter("Memory now (resident, MB)");
        story.Tell(string.Join(", ", host.Services.Select(s => $"{s.Name} {ResidentMegabytes(s.ProcessId)}")));
    }

    private static long ResidentMegabytes(int process)
    {
        using var found = System.Diagnostics.Process.GetProcessById(process);
        return found.WorkingSet64 / (1024 * 1024);
    }
}
