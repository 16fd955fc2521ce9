using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Keeping;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Keeping;

/// <summary>Receipts are kept before the caller learns of what they are for.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly GivenLog _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReadOnlyList<KeptReceipt> Kept => [.. new ReceiptFolder(_temp.Path).Receipts().Select(r => r.Receipt.OrThrow())];

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_submitters_caller_gets_no_result_whose_receipt_is_not_kept()
    {
        await using var peer = await GivenIntakeAsync();
        await using var hub = peer.Connect();
        var folder = new ReceiptFolder(_temp.Path);
        await using var submitter = new Submitter(hub, new SubmitterOptions { Receipts = folder });

        foreach (var number in Enumerable.Range(1, 20))
        {
            var submitted = await submitter.SubmitAsync(GivenLog.Record(number), Stop);
            Kept.OfType<KeptAct>().Select(a => a.EventId.ToString()).ShouldContain(submitted.Result.Receipt.EventId);
        }
    }

    [Fact]
    public async Task What_is_refused_leaves_no_receipt_and_a_duplicate_no_digest_of_what_was_sent()
    {
        await using var peer = await GivenIntakeAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { Receipts = new ReceiptFolder(_temp.Path) });

        await submitter.SubmitAsync(GivenLog.Record(1), Stop);
        await submitter.SubmitAsync(GivenLog.Record(1), Stop);
        peer.Intake.Judge = _ => new SubmitResult { Outcome = SubmitOutcome.Rejected, Reason = "RECORD_INVALID" };
        await submitter.SubmitAsync(GivenLog.Record(2), Stop);

        Kept.Cast<KeptAct>().Select(a => (a.Name.Id, a.Sent is null)).ShouldBe([("lst-1", false), ("lst-1", true)]);
    }

    [Fact]
    public async Task A_store_that_cannot_keep_fails_the_submission()
    {
        await using var peer = await GivenIntakeAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { Receipts = new FullDisk() });

        (await Should.ThrowAsync<HubException>(() => submitter.SubmitAsync(GivenLog.Record(1), Stop))).Message.ShouldContain("no space");
    }

    [Fact]
    public async Task A_page_is_kept_before_it_is_handed_over_and_is_not_handed_over_when_it_cannot_be()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue(PageAsync);
        peer.Disclosure.Pulls.Enqueue(PageAsync);
        await using var hub = peer.Connect();
        var query = new RecordQuery { Purpose = Purpose.SellerVetting };
        var pages = 0;

        await foreach (var page in hub.PullAsync(query, options: new ReceivingOptions { Receipts = new ReceiptFolder(_temp.Path) }, cancel: Stop))
        {
            pages++;
            var kept = Kept.ShouldHaveSingleItem().ShouldBeOfType<KeptDisclosure>();
            (kept.EventId, kept.Purpose, kept.AgreementId, kept.AgreementRevision).ShouldBe((GivenLog.Id(1), Purpose.SellerVetting, GivenLog.Agreement, 1));
            kept.Records.Select(r => r.Name.Id).ShouldBe(page.Views.Select(v => v.Name.Id));
        }

        pages.ShouldBe(1);
        await Should.ThrowAsync<IOException>(async () => await hub.PullAsync(query, options: new ReceivingOptions { Receipts = new FullDisk() }, cancel: Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task The_command_line_keeps_what_it_pushes_and_names_what_is_not_proven()
    {
        await using var peer = await GivenIntakeAsync();
        peer.Ledger.Many = _log.But(2, a => (a.Receipt, a.Reason) = (null, "NOT_FOUND"));
        var feed = peer.Certificates.Write("feed.ndjson", $"{Google.Protobuf.JsonFormatter.Default.Format(GivenLog.Record(1))}\n{Google.Protobuf.JsonFormatter.Default.Format(GivenLog.Record(2))}\n");

        (await CliRun.AsCustomsAsync(peer, "push", feed, "--receipts", _temp.Path)).Code.ShouldBe(ExitCode.Done);
        var check = await CliRun.AsCustomsAsync(peer, "receipts", "check", _temp.Path, "--output", "ndjson");
        var offline = await CliRun.AsCustomsAsync(peer, "receipts", "check", _temp.Path, "--offline", "--output", "ndjson");

        check.Code.ShouldBe(ExitCode.Findings, check.Error);
        check.Lines.Count.ShouldBe(2);
        (check.Lines[0].GetProperty("event_id").GetString(), check.Lines[0].GetProperty("state").GetString(), check.Lines[0].GetProperty("receipt").GetString())
            .ShouldBe((GivenLog.Id(2).ToString(), "wrong", "submit customs/listing/lst-2@1"));
        check.Lines[1].GetProperty("summary").GetRawText().ShouldBe("""{"proven":1,"pending":0,"erased":0,"wrong":1}""");
        offline.Code.ShouldBe(ExitCode.Done, offline.Error);
        offline.Lines[^1].GetProperty("summary").GetRawText().ShouldBe("""{"proven":1,"pending":1,"erased":0,"wrong":0}""");
    }

    [Fact]
    public async Task Retract_get_pull_and_watch_keep_theirs()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.OnGet = _ => new GetResponse { View = PageOf(2).Views[0], Disclosure = PageOf(2).Disclosures[0] };
        peer.Disclosure.Pulls.Enqueue(PageAsync);
        peer.Disclosure.Subscriptions.Enqueue(async (_, events, _) =>
        {
            await events.WriteAsync(new SubscribeResponse { Page = PageOf(3) });
            await events.EndAsync(EndReason.AgreementEnded);
        });

        string[][] commands =
        [
            ["retract", "listing/lst-1@3", "--reason", "wrong"],
            ["get", "amazonia/listing/lst-1", "--purpose", "border-targeting"],
            ["pull", "--purpose", "border-targeting"],
            ["watch", "--purpose", "border-targeting"],
        ];
        foreach (var command in commands)
        {
            var run = await CliRun.AsCustomsAsync(peer, [.. command, "--receipts", _temp.Path]);
            run.Code.ShouldBe(command[0] == "watch" ? ExitCode.StreamEnded : ExitCode.Done, run.Error);
        }

        Kept.Select(r => (r.EventId, r.ToString())).ShouldBe(
        [
            (GivenLog.Id(7), "retract customs/listing/lst-1@3"), (GivenLog.Id(2), "disclosure of 1 records"),
            (GivenLog.Id(1), "disclosure of 2 records"), (GivenLog.Id(3), "disclosure of 2 records"),
        ]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_and_not_made()
    {
        await using var peer = await ScriptedHub.StartAsync();
        (await CliRun.AsCustomsAsync(peer, "receipts", "check", _temp.Path)).Code.ShouldBe(ExitCode.Usage);
        Directory.Exists(_temp.Path).ShouldBeFalse();
    }

    private static async Task PageAsync(PullRequest request, Grpc.Core.IServerStreamWriter<PullResponse> pages, Grpc.Core.ServerCallContext call)
    {
        await pages.WriteAsync(new PullResponse { Page = PageOf(1) });
        await pages.EndAsync(EndReason.Complete, records: 2);
    }

    private static Page PageOf(int disclosure)
    {
        var page = Records.Page("c1", "lst-1", "lst-2");
        page.Disclosures[0].DisclosureId = GivenLog.Id(disclosure).ToString();
        page.Disclosures[0].AgreementId = GivenLog.Agreement.ToString();
        foreach (var view in page.Views)
            view.AgreementId = GivenLog.Agreement.ToString();
        return page;
    }

    /// <summary>An intake whose receipts are of the log's events.</summary>
    private async Task<ScriptedHub> GivenIntakeAsync()
    {
        var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Many = _log.Answer;
        var held = new HashSet<string>();
        peer.Intake.Judge = record =>
        {
            var number = int.Parse(record.Id["lst-".Length..], null);
            var act = held.Add(record.Id) ? _log.Submission(number) : null;
            return new SubmitResult
            {
                Outcome = act is null ? SubmitOutcome.Duplicate : SubmitOutcome.Accepted,
                Receipt = new RecordReceipt
                {
                    EventId = GivenLog.Id(number).ToString(),
                    Name = new RecordName { Contributor = "customs", Kind = RecordKind.Listing, Id = record.Id, Revision = 1 },
                    Version = 1,
                    CommittedAt = GivenLog.Noon.AddSeconds(number).ToTimestamp(),
                },
            };
        };
        return peer;
    }

    private sealed class FullDisk : IReceiptStore
    {
        public ValueTask KeepAsync(IReadOnlyCollection<KeptReceipt> receipts, CancellationToken cancel) => throw new IOException("There is no space left.");
    }
}
