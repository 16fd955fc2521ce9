using Google.Protobuf;
using Grpc.Core;
using SharingHub.Integration.Tests.Targeting;
using SharingHub.Launcher.Demo;
using SharingHub.Launcher.Hosting;
using SharingHub.Sdk.Proving;

namespace SharingHub.Integration.Tests.History;

/// <summary>Bodies that are not what was stored, and those of a database from before they were sealed.</summary>
public sealed class DamagedBodyTests(DamagedHub hub) : HubTests(hub), IClassFixture<DamagedHub>
{
    [Theory]
    [InlineData("set_byte(bdata, 0, get_byte(bdata, 0) # 1)")]
    [InlineData("set_byte(bdata, 0, 10)")]
    [InlineData("set_byte(bdata, 1, get_byte(bdata, 1) # 128)")]
    [InlineData("set_byte(bdata, length(bdata) - 1, get_byte(bdata, length(bdata) - 1) # 1)")]
    [InlineData("substring(bdata for 10)")]
    [InlineData("(select b.bdata from history.mt_events b where b.stream_id like 'record/%/l-3' and b.bdata <> e.bdata limit 1)")]
    public async Task A_changed_body_is_refused_where_it_is_met_and_pages_before_it_go_out(string change)
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-3", links: Records.LinkTo(RecordKind.Listing, "l-2")));
        await hub.CoveredAsync();
        await hub.ExecuteAsync($"update history.mt_events e set bdata = {change} where stream_id = $1", $"record/{shared.Provider.Id}/listing/l-2");
        using var call = shared.Recipient.Hub.Disclosure.Pull(new PullRequest { Query = Terms.Query(), PageSize = 1 }, deadline: DateTime.UtcNow + Line.Patience);

        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        call.ResponseStream.Current.Page.Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-1");
        await Refused.WithAsync(StatusCode.DataLoss, "BODY_DAMAGED", () => call.ResponseStream.MoveNext(default));
        (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-3")).View.Content().Links.ShouldBeEmpty("a link to it is left out");
        (await shared.Provider.SubmitAsync(Records.Listing("l-2", revision: 2))).At(0).Reason.ShouldBe("BODY_UNAVAILABLE");
        (await Given.HistoryAsync(new ReplayRequest { Stream = $"record/{shared.Provider.Id}/listing/l-2" })).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_watch_of_leads_goes_on_without_a_shipment_whose_body_was_changed_since_it_was_read_and_nothing_is_told_of_it()
    {
        var world = await Given.HubWithShipmentsAsync();
        await Given.RecordsAsync(world.Carrier, Enumerable.Range(1, 3).Select(n => GivenLeads.Honest(n)));
        using (var before = new LeadStream(world.Agency, GivenLeads.Watching(but: w => w.MinProbability = 0.999)))
            (await before.CaughtUpAsync()).ShouldBeEmpty();
        await hub.CoveredAsync();
        await hub.ExecuteAsync("update history.mt_events set bdata = substring(bdata for 10) where stream_id = $1", $"record/{world.Carrier.Id}/shipment/shp-honest-2");

        using var watch = new LeadStream(world.Agency, GivenLeads.Watching());
        (await watch.CaughtUpAsync()).Select(lead => lead.Shipment.Content().Id).ShouldBe(["shp-honest-1", "shp-honest-3"], ignoreOrder: true);
        await Given.RecordsAsync(world.Carrier, GivenLeads.Honest(4));
        (await watch.PageAsync()).Leads.ShouldHaveSingleItem().Shipment.Content().Id.ShouldBe("shp-honest-4");
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => world.ExplainAsync("shp-honest-2"));
    }

    [Fact]
    public async Task The_log_commits_to_what_was_acknowledged_though_its_row_was_changed_before_it_came_into_the_tree()
    {
        var retailer = await Given.RetailerAsync();
        var (sent, stream) = (Records.Seller("s-1").ToByteString(), $"record/{retailer.Id}/seller_account/s-1");
        string id;
        await using (await hub.HoldTreeAsync())
        {
            id = (await Given.RecordBytesAsync(retailer, [sent])).Single().Receipt.EventId;
            await hub.FlipBodiesAsync(stream);
        }

        await hub.CoveredAsync();
        await hub.FlipBodiesAsync(stream);

        using var log = new ServedLog(Hub.Ready);
        var receipt = await retailer.Hub.GetReceiptAsync(id, Line.Patience);
        receipt.Verify(log.Policy).OrThrow().BodyChecked.ShouldBeTrue();
        receipt.Body!.Value.ToArray().ShouldBe(sent.ToByteArray());
    }

    [Fact]
    public async Task A_database_from_before_bodies_were_sealed_is_sealed_at_start_and_reads_as_before()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var receipt = (await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"))).Single().Receipt;
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1", revision: 2));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1", $"{LogCheck.Canary} was wrong");
        await SharingHubHost.StopAsync(hub.Host.Hubs[0]);
        await OpenAllAsync();
        (await DatabaseScan.FindAsync(hub.Database, LogCheck.Canary)).ShouldContain("history.mt_events");

        await hub.Host.StartAsync(hub.Host.Hubs[0]);

        (await DatabaseScan.FindAsync(hub.Database, LogCheck.Canary)).ShouldBeEmpty();
        (await shared.Recipient.PullAsync()).View("s-1").Content().SellerAccount.Emails.ShouldBe([Records.Email]);
        (await shared.Provider.SubmitAsync(Records.Seller("s-1"))).At(0).Receipt.ShouldBe(receipt);
        await Given.ExpungedAsync(hub, shared.Provider, RecordKind.SellerAccount, "s-1");
        (await shared.Recipient.PullAsync()).Notices.ShouldHaveSingleItem().Type.ShouldBe(NoticeType.Expunged);
    }

    /// <summary>Brings the database to the shape that it had: one key a stream, bodies open.</summary>
    private async Task OpenAllAsync()
    {
        var open = new List<(Guid Id, byte[] Body)>();
        await using (var read = hub.Database.CreateCommand(
            "select e.stream_id, e.version, e.id, e.bdata, k.key from history.mt_events e join keys.stream_key k on k.stream = e.stream_id where e.stream_id like 'record/%'"))
        {
            await using var reader = await read.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var one = new SealedByHand(reader.GetString(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetFieldValue<byte[]>(3));
                // Those that another test damaged stay as they are; they were never open.
                if (one.Bytes.Length > 17 && one.Open(reader.GetFieldValue<byte[]>(4)) is { } body)
                    open.Add((one.Id, body));
            }
        }

        foreach (var (id, body) in open)
            await hub.ExecuteAsync("update history.mt_events set bdata = $2 where id = $1", id, body);
        await hub.ExecuteAsync(
            """
            comment on schema ledger is null;
            drop table keys.expunged_key;
            delete from keys.stream_key where key is null;
            alter table keys.stream_key drop constraint one_place, drop constraint stream_key_pkey, drop column from_version, drop column reference, drop column plain_until,
              alter column key set not null, add primary key (stream)
            """);
    }
}
