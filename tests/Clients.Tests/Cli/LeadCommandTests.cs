using System.Text.RegularExpressions;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Leads;
using SharingHub.Clients.Tests.Peer;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Cli;

public sealed partial class LeadCommandTests
{
    private static readonly string[] Watch = ["leads", "watch", "--purpose", "border-targeting"];

    [Fact]
    public async Task Watch_asks_for_what_the_options_say_and_writes_a_row_a_lead()
    {
        await using var peer = await ScriptedHub.StartAsync();
        WatchLeadsRequest? asked = null;
        peer.Targeting.Watches.Enqueue(async (request, pages, call) =>
        {
            asked = request;
            await pages.LeadsAsync(GivenLeads.Lead("shp-1", rank: 1), GivenLeads.Lead("shp-2", rank: 2));
            await pages.CaughtUpAsync();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
        });

        var run = await CliRun.AsCustomsAsync(
            peer, [.. Watch, "--per-mille", "20", "--from", "2020-12-01", "--before", "2020-12-02", "--min-probability", "0.5", "--until-caught-up", "--output", "table"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        asked!.ToString().ShouldBe(
            """{ "purpose": "PURPOSE_BORDER_TARGETING", "perMilleOfArrivals": 20, "arrivingFrom": "2020-12-01T00:00:00Z", "arrivingBefore": "2020-12-02T00:00:00Z", "minProbability": 0.5 }""");
        Rows(run.Output).ShouldBe(
        [
            "rank arrives in probability shipment first reason",
            "1 2020-12-01 arrived 0.750 parcelwing/shipment/shp-1@1 The consignee agrees in phones with amazonia/seller_account/sel-1.",
            "2 2020-12-01 arrived 0.750 parcelwing/shipment/shp-2@1 The consignee agrees in phones with amazonia/seller_account/sel-1.",
        ]);
    }

    [Fact]
    public async Task Watch_writes_what_is_dropped_too_and_ends_with_exit_code_five()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Watches.Enqueue(async (_, pages, _) =>
        {
            await pages.LeadsAsync(GivenLeads.Lead("shp-1"));
            await pages.CaughtUpAsync();
            await pages.DroppedAsync("shp-1");
            await pages.EndAsync(EndReason.AccessEnded);
        });

        var run = await CliRun.AsCustomsAsync(peer, [.. Watch, "--a-day", "5", "--output", "ndjson"]);

        run.Code.ShouldBe(ExitCode.StreamEnded, run.Error);
        run.Lines[0].GetProperty("shipment").GetProperty("record").GetProperty("shipment").GetProperty("waybill").GetString().ShouldBe("1234");
        run.Lines[0].GetProperty("reasons")[1].GetProperty("weight").GetDouble().ShouldBe(-0.375);
        run.Lines[1].GetProperty("dropped").GetString().ShouldBe("parcelwing/shipment/shp-1");
        run.Error.ShouldBe("Caught up. Waiting for more.\nACCESS_ENDED: Said the hub.\n");
    }

    [Fact]
    public async Task The_lead_time_is_told_from_now()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var lead = GivenLeads.Lead("shp-1");
        lead.EstimatedArrival = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(50.5));
        peer.Targeting.Watches.Enqueue(async (_, pages, _) =>
        {
            await pages.LeadsAsync(lead);
            await pages.CaughtUpAsync();
        });

        var run = await CliRun.AsCustomsAsync(peer, [.. Watch, "--a-day", "5", "--until-caught-up", "--output", "table"]);

        Rows(run.Output)[1].ShouldContain(" 2 d 2 h ");
    }

    [Theory]
    [InlineData("leads watch --purpose border-targeting --as customs")]
    [InlineData("leads watch --a-day 5 --per-mille 20 --purpose border-targeting --as customs")]
    public async Task A_watch_needs_one_budget(string line)
    {
        var run = await CliRun.RunAsync("", line.Split(' '));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldStartWith("Say how much you inspect: --a-day N or --per-mille N, one of them.");
    }

    [Fact]
    public async Task Explain_writes_the_sum_that_a_score_is()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Explained = GivenLeads.Lead("shp-1", rank: 3);

        var run = await CliRun.AsCustomsAsync(peer, "leads", "explain", "parcelwing/shipment/shp-1", "--purpose", "border-targeting", "--output", "table");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldBe(
            """
            parcelwing/shipment/shp-1@1, to arrive 2020-12-01T08:30:00.000000Z: number 3 of that day.
              -4.00  The share of all consignments that is tied to accused parties.
              +5.00  The consignee agrees in phones with amazonia/seller_account/sel-1.
              -0.38  The goods are declared otherwise than those of accused parties are. (chapter 42)
              +0.50  Other intelligence, of which agreements let no more be said; 2 further members hold what matches.
              +1.13  In all: probability 0.750.

            """);
        peer.Tokens.Requests.Single()["scope"].ShouldBe("purpose:border_targeting");
    }

    [Fact]
    public async Task A_score_that_its_reasons_do_not_add_up_to_is_a_finding()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Explained = GivenLeads.Lead("shp-1");
        peer.Targeting.Explained.LogOdds += 0.25;

        var run = await CliRun.AsCustomsAsync(peer, "leads", "explain", "parcelwing/shipment/shp-1", "--purpose", "border-targeting");

        run.Code.ShouldBe(ExitCode.Findings);
        run.Error.ShouldBe("What the hub tells does not add up to its score.\n");
    }

    [Fact]
    public async Task Yield_writes_a_row_a_reason_a_contributor_and_a_month_and_is_one_object_for_programs()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Targeting.Yield = new GetYieldResponse
        {
            ByReason = { new Yield { Key = "goods", Examined = 7, Seized = 5, Expected = 6.5, Reliability = 0.875 } },
            ByContributor = { new Yield { Key = "others", Examined = 3, Seized = 3, Expected = 2.5 } },
            ByMonth = { new Yield { Key = "2020-12", Examined = 9, Seized = 6, Expected = 7 } },
        };

        var table = await CliRun.AsCustomsAsync(peer, "leads", "yield", "--purpose", "border-targeting", "--output", "table");
        var json = await CliRun.AsCustomsAsync(peer, "leads", "yield", "--purpose", "border-targeting", "--output", "ndjson");

        Rows(table.Output).ShouldBe(["by examined seized expected reliability", "reason goods 7 5 6.5 0.88", "contributor others 3 3 2.5", "month 2020-12 9 6 7.0"]);
        json.Lines.Single().GetProperty("byReason")[0].GetProperty("reliability").GetDouble().ShouldBe(0.875);
        peer.Tokens.Requests.Select(request => request["scope"]).ShouldAllBe(scope => scope == "purpose:border_targeting");
    }

    private static List<string> Rows(string table) =>
        [.. table.Split('\n').Select(line => Spaces().Replace(line, " ").Trim()).Where(line => line.Any(char.IsLetter))];

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
