using SharingHub.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Cli;

public sealed class LinkCommandTests
{
    private const string One = "amazonia/seller-account/sel-1", Other = "bazaarly/seller-account/sel-2";

    private static readonly FoundLink Link = new()
    {
        From = Account("amazonia", "sel-1"),
        To = new LinkedRecord { Contributor = "bazaarly", Record = Account("bazaarly", "sel-2") },
        Score = 0.9876,
        Reasons =
        {
            new FoundLinkReason { Aspect = "phone", Agreement = "same", Weight = 5.25, FromField = "seller_account.phones", ToField = "seller_account.phones" },
            new FoundLinkReason { Aspect = "withheld", Weight = 2 },
            new FoundLinkReason { Aspect = "name", Agreement = "different", Weight = -0.5, FromField = "seller_account.legal_name", ToField = "seller_account.legal_name" },
        },
    };

    [Fact]
    public async Task Show_writes_a_row_a_link_and_how_many_further_members_there_are()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Correlation.Links = new GetLinksResponse
        {
            Links = { Link, new FoundLink { From = Link.From, To = new LinkedRecord { Contributor = "cartwheel" }, Score = 0.5 } },
            FurtherMembers = 1,
        };

        var run = await RunAsync(peer, "table", "show", One);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldContain("0.988   amazonia/seller_account/sel-1   bazaarly/seller_account/sel-2   phone same, withheld, name different");
        run.Output.ShouldContain("0.500   amazonia/seller_account/sel-1   a record of cartwheel");
        run.Error.ShouldBe("1 further member holds a linked record, of which agreements let no more be said.\n");
        peer.Tokens.Requests.Single()["scope"].ShouldBe("purpose:border_targeting");
    }

    [Fact]
    public async Task Ring_shows_its_records_and_its_links_and_is_one_object_for_programs()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Correlation.Ring = new GetRingResponse { Records = { Link.To, new LinkedRecord { Contributor = "cartwheel" } }, Links = { Link } };

        var table = await RunAsync(peer, "table", "ring", One);
        var json = await RunAsync(peer, "ndjson", "ring", One);

        table.Output.ShouldContain("bazaarly      bazaarly/seller_account/sel-2");
        table.Output.ShouldContain("cartwheel     a record of cartwheel");
        table.Output.ShouldContain("0.988   amazonia/seller_account/sel-1");
        json.Lines.Single().GetProperty("links").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Explain_says_what_each_agreement_adds_and_in_which_fields()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Correlation.Explanation = new CorrelationServiceExplainResponse { Link = Link };

        var linked = await RunAsync(peer, "table", "explain", One, Other);
        peer.Correlation.Explanation = new CorrelationServiceExplainResponse { Rejected = true };
        var rejected = await RunAsync(peer, "table", "explain", One, Other);

        linked.Output.ShouldBe(
            """
            Linked, 0.988.
              +5.25  phone: same, in seller_account.phones and seller_account.phones
              +2.00  all that you may not read in both, together
              -0.50  name: different, in seller_account.legal_name and seller_account.legal_name

            """);
        rejected.Output.ShouldBe("Rejected: it counts for nothing.\nNot linked.\n");
    }

    [Fact]
    public async Task A_rejection_is_listed_until_it_is_taken_back()
    {
        await using var peer = await ScriptedHub.StartAsync();

        var reject = await RunAsync(peer, "ndjson", "reject", One, Other, "--reason", "Two firms in one building");
        var listed = await RunAsync(peer, "ndjson", "rejected");
        var restore = await RunAsync(peer, "ndjson", "restore", One, Other, "--reason", "One owner after all");
        var after = await RunAsync(peer, "ndjson", "rejected");

        new[] { reject.Code, listed.Code, restore.Code, after.Code }.ShouldAllBe(code => code == ExitCode.Done);
        listed.Lines.Single().GetProperty("reason").GetString().ShouldBe("Two firms in one building");
        listed.Lines.Single().GetProperty("other").GetProperty("contributor").GetString().ShouldBe("bazaarly");
        after.Output.ShouldBeEmpty();
    }

    private static Task<CliRun> RunAsync(ScriptedHub peer, string output, string command, params string[] rest) =>
        CliRun.AsCustomsAsync(peer, ["links", command, .. rest, "--purpose", "border-targeting", "--output", output]);

    private static RecordName Account(string contributor, string id) => new() { Contributor = contributor, Kind = RecordKind.SellerAccount, Id = id };
}
