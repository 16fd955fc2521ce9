using Npgsql;

namespace SharingHub.Integration.Tests.History;

/// <summary>The role that the hub runs under adds to history and ledger, and cannot change them, whatever it sends.</summary>
public sealed class RunningRoleTests(TheHub hub) : HubTests(hub)
{
    /// <summary>Every table of which the running role may change or delete something, with what.</summary>
    private static readonly string[] Changeable =
    [
        "federation.expunge_due: delete",
        "federation.following: update of cursor, disclosed, heard_at, held_until, holder, log_root, log_size, records, reported, trouble, unacknowledged",
        "history.mt_streams: update of timestamp, version",
        "history.rules: update of generation",
        "keys.stream_key: update of key, reference",
        "ledger.edge: update of bytes, path",
        "ledger.edge: delete",
        "ledger.tree: update of root, size",
        "targeting.inspection: update of is_open",
    ];

    [Theory]
    [InlineData("update history.mt_events set bdata = bdata")]
    [InlineData("update history.mt_events set is_archived = true")]
    [InlineData("delete from history.mt_events")]
    [InlineData("truncate history.mt_events")]
    [InlineData("delete from history.mt_streams")]
    [InlineData("update history.mt_streams set id = 'other'")]
    [InlineData("delete from history.contributor_signature")]
    [InlineData("update disclosure.origin_receipt set receipt = ''")]
    [InlineData("insert into ledger.index select max(idx) + 1, gen_random_uuid(), now() from ledger.index")]
    [InlineData("update ledger.index set idx = -1 - idx")]
    [InlineData("delete from ledger.index")]
    [InlineData("delete from ledger.outbox")]
    [InlineData("insert into ledger.outbox (event_ids) values (array[gen_random_uuid()])")]
    [InlineData("update ledger.head set size = 0")]
    [InlineData("update ledger.blob set bytes = bytes")]
    [InlineData("delete from ledger.blob")]
    [InlineData("delete from ledger.checkpoint")]
    [InlineData("update ledger.checkpoint set note = note")]
    [InlineData("delete from ledger.cosigned")]
    [InlineData("update ledger.log_key set vkey = 'other'")]
    [InlineData("delete from disclosure.disclosed")]
    [InlineData("update disclosure.disclosed set recipient = 'other'")]
    [InlineData("delete from keys.stream_key")]
    [InlineData("alter table history.mt_events disable trigger note_events")]
    [InlineData("drop trigger note_events on history.mt_events")]
    [InlineData("create or replace function ledger.note_events() returns trigger language plpgsql as $$ begin return null; end $$")]
    [InlineData("drop table ledger.checkpoint")]
    [InlineData("create table history.mine (id int)")]
    [InlineData("set session_replication_role = replica")]
    public async Task History_and_ledger_are_not_changed(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task What_it_may_change_is_what_grants_say_and_nothing_else()
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            """
            with tables as (
              select n.nspname || '.' || c.relname as name, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast'))
            select array_agg(one order by one) from (
              select name || ': update of ' || string_agg(a.attname, ', ' order by a.attname) from tables t join pg_attribute a on a.attrelid = t.oid
                where a.attnum > 0 and not a.attisdropped and has_column_privilege(t.oid, a.attnum, 'update') group by name
              union all select name || ': ' || p from tables t, unnest(array['delete', 'truncate', 'trigger', 'references']) p where has_table_privilege(t.oid, p)) u(one)
            """,
            connection);
        ((string[])(await command.ExecuteScalarAsync())!).ShouldBe(Changeable, ignoreOrder: true);
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(Hub.Host.HubOwnDatabase + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
