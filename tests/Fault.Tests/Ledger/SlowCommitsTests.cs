using Npgsql;
using SharingHub.Fault.Tests.Harness;

namespace SharingHub.Fault.Tests.Ledger;

public sealed class SlowCommitsTests(TwoReplicas operation) : IClassFixture<TwoReplicas>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_that_holds_a_sequence_number_open_does_not_hold_up_the_ledger()
    {
        await using var retailer = operation.Connect("amazonia");
        await using var customs = operation.Connect("customs");
        await using var watch = new Watch(customs, Queries.Retail("amazonia"));
        await watch.CaughtUpAsync();
        await using var other = await OpenAsync();
        await using var idle = await other.BeginTransactionAsync(Stop);
        await using (var number = new NpgsqlCommand("select nextval('history.mt_events_sequence')", other, idle))
            await number.ExecuteScalarAsync(Stop);

        var records = Feed.Of("amazonia", 200, "idle");
        var pushed = await retailer.PushAsync("amazonia", records);
        await watch.HoldsAsync(records);
        await operation.History.ShouldBeWholeAsync();

        await idle.RollbackAsync(Stop);
        await operation.History.ShouldHoldOnceAsync(pushed);
    }

    [Fact]
    public async Task An_event_that_commits_late_gets_a_later_index_and_is_not_skipped()
    {
        await ExecuteAsync(
            """
            create function history.wait_for_late() returns trigger language plpgsql as $$
            begin
              if new.stream_id like '%/late-%' then perform pg_sleep(3); end if;
              return new;
            end $$;
            create trigger wait_for_late before insert on history.mt_events for each row execute function history.wait_for_late();
            """);
        await using var slow = operation.Connect("amazonia", operation.Host.Hubs[0]);
        await using var fast = operation.Connect("amazonia", operation.Host.Hubs[1]);
        await using var customs = operation.Connect("customs");
        await using var watch = new Watch(customs, Queries.Retail("amazonia"));
        await watch.CaughtUpAsync();
        var (late, early) = (Feed.Of("amazonia", 1, "late"), Feed.Of("amazonia", 300, "early"));

        var lateTask = Task.Run(() => slow.PushAsync("amazonia", late), Stop);
        await Eventually.IsTrueAsync(async () => await operation.History.AskAsync<long>("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") > 0, "the late event waits");
        var earlyPushed = await fast.PushAsync("amazonia", early);
        await watch.HoldsAsync(early);
        lateTask.IsCompleted.ShouldBeFalse("the others did not wait for it");
        var latePushed = await lateTask;
        await watch.HoldsAsync(late);

        (await operation.History.AskAsync<bool>(
            """
            select bool_and(l.seq_id < e.seq_id) and bool_and(li.idx > ei.idx)
            from history.mt_events l join ledger.index li on li.event_id = l.id, history.mt_events e join ledger.index ei on ei.event_id = e.id
            where l.stream_id like '%/late-%' and e.stream_id like '%/early-%'
            """)).ShouldBeTrue("numbered before, committed after");
        await operation.History.ShouldBeWholeAsync();
        await operation.History.ShouldHoldOnceAsync(earlyPushed);
        await operation.History.ShouldHoldOnceAsync(latePushed);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(operation.Host.HubDatabase + ";Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
