using Npgsql;
using SharingHub.Sdk.Auditing;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>What history must look like whatever happened, asked of the database and, independently, of an auditor's replay.</summary>
public sealed class HistoryChecks(RunningOperation operation)
{
    /// <summary>Assurance P4 allows five seconds; a loaded machine and a recovery take theirs first.</summary>
    private static readonly TimeSpan SequencedWithin = TimeSpan.FromSeconds(30);

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(operation.Host.HubDatabase + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Every committed event has its index, the indexes are contiguous, and streams have no hole.</summary>
    public async Task ShouldBeWholeAsync()
    {
        await Eventually.IsTrueAsync(async () => await AskAsync<long>("select count(*) from ledger.outbox") == 0, "the outbox is empty", SequencedWithin);
        // A reader may have gone on meanwhile: what it was given since waits in the outbox.
        (await AskAsync<long>(
            """
            select count(*) from history.mt_events e
            where not exists (select 1 from ledger.index i where i.event_id = e.id)
              and not exists (select 1 from ledger.outbox o where e.id = any (o.event_ids))
            """))
            .ShouldBe(0, "committed events without an index");
        (await AskAsync<long>("select count(*) from ledger.index i where not exists (select 1 from history.mt_events e where e.id = i.event_id)"))
            .ShouldBe(0, "indexes without an event");
        (await AskAsync<bool>("select count(*) = max(idx) + 1 and min(idx) = 0 and max(idx) + 1 = (select size from ledger.head) from ledger.index"))
            .ShouldBeTrue("contiguous from 0 to the head");
        (await AskAsync<long>("select count(*) from (select sequenced_at < lag(sequenced_at) over (order by idx) as back from ledger.index) t where back"))
            .ShouldBe(0, "times that go back");
        (await AskAsync<long>(
            """
            select count(*) from (
              select e.stream_id from history.mt_events e join history.mt_streams s on s.id = e.stream_id left join ledger.index i on i.event_id = e.id
              group by e.stream_id, s.version
              having count(*) <> max(e.version) or min(e.version) <> 1 or max(e.version) <> s.version
                or array_agg(e.version order by e.version) <> array_agg(e.version order by i.idx, e.version)) t
            """))
            .ShouldBe(0, "streams with holes, or out of order");
    }

    /// <summary>Each of these records is in history exactly once, by replay and by SQL, as its receipt says.</summary>
    internal async Task ShouldHoldOnceAsync(Pushed pushed)
    {
        var events = new Dictionary<string, HistoryEvent>();
        await using var auditor = operation.Connect("inspectorate");
        var request = new ReplayRequest { Members = { pushed.Member }, Types_ = { "record.submitted.v1" } };
        await foreach (var found in auditor.ReplayAsync(request, TestContext.Current.CancellationToken))
            events.TryAdd(found.Stream, found).ShouldBeTrue($"{found.Stream} is there twice");

        for (var at = 0; at < pushed.Records.Count; at++)
        {
            var (receipt, name) = (pushed.ReceiptOf(at), pushed.ReceiptOf(at).Name);
            name.Id.ShouldBe(pushed.Records[at].Id);
            var stream = $"record/{pushed.Member}/{name.Kind.ToString().ToSnakeCase()}/{name.Id}";
            events.ShouldContainKey(stream);
            var held = events[stream];
            (held.Id, held.Version, held.Recorded).ShouldBe((receipt.EventId, receipt.Version, receipt.CommittedAt));
        }

        var prefix = $"record/{pushed.Member}/";
        (await AskAsync<long>($"select count(*) - count(distinct stream_id) from history.mt_events where stream_id like '{prefix}%' and type = 'record.submitted.v1'")).ShouldBe(0);
        (await AskAsync<long>($"select count(*) from history.mt_events where stream_id like '{prefix}%' and type = 'record.submitted.v1'")).ShouldBe(events.Count);
    }

    /// <summary>
    /// Sent but not logged: never. Logged but not received: pages that a fault held up, whose records came under another disclosure.
    /// </summary>
    /// <param name="watch">The only reader of this contributor's records as this recipient.</param>
    internal async Task ShouldExplainAsync(Watch watch, string recipient, string contributor)
    {
        await using var auditor = operation.Connect("inspectorate");
        var logged = await auditor.WhatReachedAsync(recipient, cancel: TestContext.Current.CancellationToken)
            .Where(one => one.Name.Contributor == contributor)
            .GroupBy(one => one.DisclosureId)
            .ToDictionaryAsync(group => group.Key, group => group.Select(one => (one.Name.Id, one.Version)).ToList());
        var (views, received) = (watch.Views, watch.Disclosures);
        received.Select(one => one.DisclosureId).ShouldBeUnique();
        received.Sum(one => one.Records).ShouldBe(views.Count);
        foreach (var disclosure in received)
            logged.ShouldContainKey(disclosure.DisclosureId);
        received.SelectMany(one => logged[one.DisclosureId]).ShouldBe(views.Select(view => (view.Name.Id, view.Version)), ignoreOrder: true);

        var arrived = views.Select(view => (view.Name.Id, view.Version)).ToHashSet();
        foreach (var inVain in logged.Keys.Except(received.Select(one => one.DisclosureId)))
            logged[inVain].ShouldAllBe(record => arrived.Contains(record));
    }
}

internal static class Names
{
    public static string ToSnakeCase(this string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
