using Grpc.Core;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Cli;

public sealed class ReceivingCommandTests
{
    [Fact]
    public async Task Pull_writes_one_object_a_view()
    {
        await using var peer = await ScriptedHub.StartAsync();
        PullRequest? asked = null;
        peer.Disclosure.Pulls.Enqueue(async (request, pages, _) =>
        {
            asked = request;
            await pages.PageAsync("c1", "lst-1", "lst-2");
            await pages.EndAsync(EndReason.Complete, records: 2);
        });

        var run = await CliRun.AsCustomsAsync(peer, "pull", "--purpose", "BORDER_TARGETING", "--kind", "listing", "--kind", "SEIZURE", "--from", "amazonia", "--output", "ndjson");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        asked!.Query.ShouldBe(new RecordQuery { Purpose = Purpose.BorderTargeting, Kinds = { RecordKind.Listing, RecordKind.Seizure }, Contributors = { "amazonia" } });
        run.Lines.Count.ShouldBe(2);
        run.Lines[0].GetProperty("name").GetString().ShouldBe("amazonia/listing/lst-1@1");
        run.Lines[0].GetProperty("record").GetProperty("listing").GetProperty("title").GetString().ShouldBe("Watch");
        run.Lines[0].GetProperty("withheld")[0].GetString().ShouldBe("seller_account.bank_accounts");
        run.Lines[0].GetProperty("agreement").GetString().ShouldBe("a-1@1");
        run.Error.ShouldBe("2 records, 0 notices; complete.\n");
    }

    [Fact]
    public async Task A_cursor_file_is_gone_on_from()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var cursor = Path.Combine(peer.Certificates.Folder, "customs.cursor");
        for (var run = 0; run < 2; run++)
        {
            peer.Disclosure.Pulls.Enqueue(async (request, pages, _) =>
            {
                await pages.PageAsync(request.Cursor + "+", "lst-1");
                await pages.EndAsync(EndReason.Complete, records: 1);
            });
            await CliRun.AsCustomsAsync(peer, "pull", "--purpose", "oversight", "--cursor-file", cursor, "--ack");
        }

        peer.Disclosure.Cursors.ShouldBe(["", "+"]);
        peer.Disclosure.Acknowledged.ShouldBe(["d-+", "d-++"]);
    }

    [Fact]
    public async Task A_limit_that_cuts_a_page_leaves_the_cursor_before_it()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var cursor = Path.Combine(peer.Certificates.Folder, "customs.cursor");
        peer.Disclosure.Pulls.Enqueue(async (_, pages, _) =>
        {
            await pages.PageAsync("c1", "lst-1");
            await pages.PageAsync("c2", "lst-2", "lst-3");
            await pages.EndAsync(EndReason.Complete, records: 3);
        });

        var run = await CliRun.AsCustomsAsync(peer, "pull", "--purpose", "oversight", "--cursor-file", cursor, "--limit", "2");

        run.Code.ShouldBe(ExitCode.Done);
        run.Lines.Count.ShouldBe(2);
        File.ReadAllText(cursor).ShouldBe("c1\n");
    }

    [Theory]
    [InlineData("pull")]
    [InlineData("watch")]
    public async Task An_ended_agreement_is_exit_code_five_with_the_hubs_words(string command)
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Disclosure.Pulls.Enqueue((_, pages, _) => pages.EndAsync(EndReason.AgreementEnded));
        peer.Disclosure.Subscriptions.Enqueue((_, events, _) => events.EndAsync(EndReason.AgreementEnded));

        var run = await CliRun.AsCustomsAsync(peer, command, "--purpose", "oversight");

        run.Code.ShouldBe(ExitCode.StreamEnded);
        run.Error.ShouldStartWith("AGREEMENT_ENDED: Said the hub.");
    }

    [Fact]
    public async Task A_cancelled_watch_is_exit_code_130_and_keeps_what_it_wrote()
    {
        await using var peer = await ScriptedHub.StartAsync();
        using var stop = new CancellationTokenSource();
        peer.Disclosure.Subscriptions.Enqueue(async (_, events, call) =>
        {
            await events.PageAsync("c1", "lst-1");
            await Task.Delay(100, call.CancellationToken);
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
        });
        CliRun.WriteReadyFile(peer);

        var run = await CliRun.RunAsync("", ["watch", "--purpose", "oversight", "--data", peer.Certificates.Folder, "--as", "customs"], stop: stop);

        run.Code.ShouldBe(ExitCode.Cancelled);
        run.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_found_is_exit_code_one_and_a_purpose_not_held_is_three()
    {
        await using var peer = await ScriptedHub.StartAsync();

        var missing = await CliRun.AsCustomsAsync(peer, "get", "amazonia/listing/lst-1", "--purpose", "oversight");
        peer.Tokens.Refusal = (400, new { error = "invalid_scope" });
        var refused = await CliRun.AsCustomsAsync(peer, "pull", "--purpose", "criminal-investigation");

        (missing.Code, missing.Error).ShouldBe((ExitCode.SomeRefused, "NOT_FOUND: Not there, or not for you.\n"));
        (refused.Code, refused.Error).ShouldBe((ExitCode.NotAllowed, "PURPOSE_NOT_HELD: This client does not hold purpose:criminal_investigation.\n"));
    }

    [Fact]
    public async Task A_hub_that_is_away_is_exit_code_four()
    {
        string address;
        await using (var gonePeer = await ScriptedHub.StartAsync())
            address = gonePeer.Address.ToString();
        using var pem = new TestCertificates();

        var gone = await CliRun.RunAsync("", [
            "agreements", "list", "--gateway", address, "--ca", pem.CaPath, "--client-id", "x", "--cert", pem.ClientCertificatePath, "--key", pem.ClientKeyPath]);
        var notUp = await CliRun.RunAsync("", ["agreements", "list", "--data", "/no/such/folder", "--as", "customs"]);

        (gone.Code, notUp.Code).ShouldBe((ExitCode.Unavailable, ExitCode.Unavailable));
        notUp.Error.ShouldContain("the hub is not up");
    }

    [Theory]
    [InlineData(true, "table")]
    [InlineData(false, "ndjson")]
    [InlineData(false, "json")]
    public async Task Control_characters_in_what_others_wrote_never_reach_the_output(bool terminal, string format)
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Agreements.OnList = () => new AgreementServiceListResponse
        {
            Agreements = { new Agreement { Id = "a-1\u001b[2J", Terms = new AgreementTerms { Provider = "evil\u009b31m\u202e", PermittedUse = "\u0007" } } },
        };
        CliRun.WriteReadyFile(peer);

        var run = await CliRun.RunAsync("", ["agreements", "list", "--output", format, "--data", peer.Certificates.Folder, "--as", "customs"], terminal);
        peer.Agreements.OnList = () => throw new RpcException(new Status(StatusCode.NotFound, "\u001b[31mred\nherring"));
        var refused = await CliRun.RunAsync("", ["agreements", "list", "--data", peer.Certificates.Folder, "--as", "customs"], terminal);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldContain("evil");
        run.Output.Where(letter => char.IsControl(letter) && letter != '\n').ShouldBeEmpty();
        run.Output.ShouldNotContain('\u202e');
        refused.Error.ShouldBe("\\u{1B}[31mred\\u{A}herring\n");
    }

    [Fact]
    public async Task Json_is_one_array()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Agreements.OnList = () => new AgreementServiceListResponse { Agreements = { new Agreement { Id = "a-1" }, new Agreement { Id = "a-2" } } };

        var run = await CliRun.AsCustomsAsync(peer, "agreements", "list", "--output", "json");

        System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Terms_are_proposed_from_a_file_and_a_wrong_file_is_named()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var terms = peer.Certificates.Write("terms.json", """{"provider":"amazonia","recipients":["customs"],"grants":[{"kinds":["RECORD_KIND_LISTING"],"ceiling":"TLP_AMBER"}]}""");
        var wrong = peer.Certificates.Write("wrong.json", """{"provider":"amazonia","recipient":"customs"}""");

        var done = await CliRun.AsCustomsAsync(peer, "agreements", "propose", terms);
        var refused = await CliRun.AsCustomsAsync(peer, "agreements", "propose", wrong);

        done.Code.ShouldBe(ExitCode.Done, done.Error);
        peer.Agreements.Proposed!.Terms.Grants.Single().Ceiling.ShouldBe(Tlp.Amber);
        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Error.ShouldStartWith($"{wrong}: ");
    }

    [Fact]
    public async Task Retract_names_the_record_and_says_why()
    {
        await using var peer = await ScriptedHub.StartAsync();

        var run = await CliRun.AsCustomsAsync(peer, "retract", "listing/lst-1@3", "--reason", "Authentic after all");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        peer.Intake.Retracted.ShouldBe(new RetractRequest { Name = new RecordName { Kind = RecordKind.Listing, Id = "lst-1", Revision = 3 }, Reason = "Authentic after all" });
    }
}
