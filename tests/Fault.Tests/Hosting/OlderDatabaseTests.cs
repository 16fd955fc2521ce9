using Google.Protobuf.WellKnownTypes;
using Npgsql;
using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Hosting;

public sealed class OlderDatabaseTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    /// <summary>
    /// The indexes into history as they were: a row for each record of each disclosure, nothing on which act follows which or where whose records lie; and one key of the log.
    /// </summary>
    private const string AsItWas =
        """
        create table disclosure.old (record_stream text not null, record_version bigint not null, disclosure_id uuid not null, recipient text not null,
          agreement uuid not null, constraint disclosed_pkey_old primary key (record_stream, disclosure_id, record_version));
        insert into disclosure.old select e.stream_id, e.version, d.disclosure_id, d.recipient, d.agreement
          from disclosure.disclosed d cross join unnest(d.acts) a(idx) join ledger.index i on i.idx = a.idx join history.mt_events e on e.id = i.event_id;
        drop table disclosure.disclosed;
        alter table disclosure.old rename to disclosed;
        alter table disclosure.disclosed rename constraint disclosed_pkey_old to disclosed_pkey;
        create index disclosed_recipient on disclosure.disclosed (recipient, disclosure_id);
        create index disclosed_agreement on disclosure.disclosed (agreement);
        drop table ledger.superseded;
        drop table ledger.stretch;
        alter table ledger.outbox drop column wakes, drop column later_acts, drop column sources;
        alter table ledger.log_key drop column event_id, drop column position, drop constraint log_key_vkey_key, add column one boolean primary key default true check (one);
        comment on schema ledger is null;
        select cardinality(event_ids) from ledger.outbox;
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_found_by_an_index_into_history_is_found_after_the_index_was_made_anew()
    {
        await using var retailer = operation.Connect("amazonia");
        await using var customs = operation.Connect("customs");
        var records = Feed.Of("amazonia", 40, "old");
        await retailer.PushAsync("amazonia", records);
        var query = Queries.Retail("amazonia");
        (await PullAsync(customs, query)).Count.ShouldBe(40);
        await retailer.PushAsync("amazonia", [Revised(records[0])]);
        (await PullAsync(customs, query)).Count.ShouldBe(40);
        var before = await AsToldAsync(retailer, records);
        // A revision that is committed and has no place in the ledger yet.
        await using (var sequencing = new NpgsqlConnection(operation.Host.HubDatabase + ";Pooling=false"))
        {
            await sequencing.OpenAsync(Stop);
            await using var held = await sequencing.BeginTransactionAsync(Stop);
            await using var hold = new NpgsqlCommand("select size from ledger.head for update", sequencing, held);
            await hold.ExecuteScalarAsync(Stop);
            await retailer.PushAsync("amazonia", [Revised(records[1])]);
            await operation.Hub.KillAsync();
        }

        (await operation.History.AskAsync<int>(AsItWas)).ShouldBe(1, "it waits in the outbox");
        await operation.Host.StartAsync(operation.Hub, Stop);

        await using var again = operation.Connect("amazonia");
        (await AsToldAsync(again, records)).ShouldBe(before);
        await again.PushAsync("amazonia", [Revised(records[2])]);
        await operation.History.ShouldBeWholeAsync();
        var views = await PullAsync(customs, query);
        views.Count.ShouldBe(40, "of each record the last revision alone");
        views.Where(v => v.Name.Revision == 2).Select(v => v.Name.Id).ShouldBe([records[0].Id, records[1].Id, records[2].Id]);
    }

    private static IntelRecord Revised(IntelRecord record)
    {
        var revised = record.Clone();
        revised.Revision = 2;
        revised.ObservedAt = (record.ObservedAt.ToDateTime() + TimeSpan.FromHours(1)).ToTimestamp();
        return revised;
    }

    private static async Task<List<RecordView>> PullAsync(HubConnection hub, RecordQuery query)
    {
        var views = new List<RecordView>();
        await foreach (var page in hub.PullAsync(query, cancel: Stop))
            views.AddRange(page.Views);
        return views;
    }

    /// <summary>What the contributor is told of who saw its records, and how many were delivered under its agreements.</summary>
    private static async Task<string> AsToldAsync(HubConnection contributor, IReadOnlyList<IntelRecord> records)
    {
        var told = new List<string>();
        foreach (var record in records.Take(3))
        {
            var name = new RecordName { Contributor = "amazonia", Kind = KindOf(record), Id = record.Id };
            var list = await contributor.Disclosure.ListAcknowledgementsAsync(new ListAcknowledgementsRequest { Name = name }, cancellationToken: Stop);
            told.AddRange(list.Acknowledgements.Select(a => $"{a.DisclosureId} {a.Recipient} {a.Name} {a.Version}"));
        }

        told.Count.ShouldBe(6, "three records, pulled twice");
        return string.Join('\n', told);
    }

    private static RecordKind KindOf(IntelRecord record) => System.Enum.Parse<RecordKind>(record.BodyCase.ToString());
}
