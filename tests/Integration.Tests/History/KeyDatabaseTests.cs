using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Integration.Tests.History;

/// <summary>Keys in a database of their own, two replicas that draw from it, and what happens when it breaks.</summary>
public sealed class KeyDatabaseTests(HubWithKeyDatabase hub) : HubTests(hub), IClassFixture<HubWithKeyDatabase>
{
    private const string OwnKeys = "select count(*) from keys.stream_key where key is not null and stream like $1";
    private const string References = "select count(distinct reference) from keys.stream_key where stream like $1";

    [Fact]
    public async Task Replicas_hand_each_key_to_one_record_also_over_a_kill_and_the_hubs_database_holds_none()
    {
        var parties = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Given.RetailerAsync()));
        await Task.WhenAll(parties.Select(p => p.SubmitAsync(Records.Listings(300))));
        var before = await hub.CountAsync(References, "record/%");
        await hub.Host.Hubs[0].KillAsync();
        await hub.Host.StartAsync(hub.Host.Hubs[0]);
        await Task.WhenAll(parties.Select(p => p.SubmitAsync(Enumerable.Range(301, 100).Select(n => Records.Listing($"l-{n}")))));

        var records = await hub.CountAsync("select count(*) from keys.stream_key where stream like $1", "record/%");

        records.ShouldBeGreaterThanOrEqualTo(2400);
        before.ShouldBeGreaterThanOrEqualTo(1800);
        (await hub.CountAsync(References, "record/%")).ShouldBe(await hub.CountAsync("select count(reference) from keys.stream_key where stream like $1", "record/%"), "no key serves two");
        (await hub.CountAsync(OwnKeys, "record/%")).ShouldBe(0);
        foreach (var key in (await DatabaseScan.KeysAsync(hub.Keys)).Take(20))
            (await DatabaseScan.FindAsync(Hub.Database, key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expunge_is_whole_even_when_the_hub_ends_before_the_key_database_destroyed_the_key()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var second = await Given.SecondClientAsync(shared.Provider);
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));
        await shared.Recipient.PullAsync();
        var reference = await ReferenceAsync($"record/{shared.Provider.Id}/seller_account/s-1");
        var request = await shared.Provider.RequestExpungeAsync(RecordKind.SellerAccount, "s-1");
        await hub.KeysAsync("create function keys.stuck() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$");
        await hub.KeysAsync("create trigger stuck before delete on keys.record_key for each row execute function keys.stuck()");

        var done = await second.ConfirmExpungeAsync(request);

        done.KeysDestroyed.ShouldBeFalse("the key database refused");
        (await KeysAsync(reference)).ShouldBe(1);
        await hub.SequencedAsync([done.EventId]);
        (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.SellerAccount, "s-1")).Notice.Type.ShouldBe(NoticeType.Expunged, "nothing reads it any more");
        foreach (var replica in hub.Host.Hubs)
            await replica.KillAsync();
        await hub.KeysAsync("drop trigger stuck on keys.record_key; drop function keys.stuck()");
        foreach (var replica in hub.Host.Hubs)
            await hub.Host.StartAsync(replica);

        await Eventually.IsTrueAsync(async () => await KeysAsync(reference) == 0, "a start destroys what was left");
        (await second.ConfirmExpungeAsync(request)).KeysDestroyed.ShouldBeTrue();

        // A backup of the key database that is put back brings the key back.
        await hub.KeysAsync($"insert into keys.record_key values ('{reference}', '\\x00')");
        await SharingHubHost.StopAsync(hub.Host.Hubs[1]);
        await hub.Host.StartAsync(hub.Host.Hubs[1]);
        await Eventually.IsTrueAsync(async () => await KeysAsync(reference) == 0, "and so does each look");
    }

    [Fact]
    public async Task A_record_whose_key_is_lost_is_unavailable_and_costs_no_other_record()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"), Records.Listing("l-2"), Records.Listing("l-3"));
        var reference = await ReferenceAsync($"record/{shared.Provider.Id}/listing/l-2");
        await hub.CoveredAsync();
        await hub.KeysAsync($"delete from keys.record_key where reference = '{reference}'");

        await Refused.WithAsync(StatusCode.FailedPrecondition, "BODY_UNAVAILABLE", () => shared.Recipient.PullAsync());
        await Refused.WithAsync(StatusCode.FailedPrecondition, "BODY_UNAVAILABLE", () => shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-2"));
        (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-3")).View.Content().Listing.Title.ShouldBe(Records.Title);
        var results = (await shared.Provider.SubmitAsync(Records.Listing("l-2", revision: 2), Records.Listing("l-3", revision: 2))).Results.OrderBy(r => r.Position);
        results.Select(r => (r.Outcome, r.Reason)).ShouldBe([(SubmitOutcome.Rejected, "BODY_UNAVAILABLE"), (SubmitOutcome.Accepted, "")]);
        await Refused.WithAsync(StatusCode.FailedPrecondition, "BODY_UNAVAILABLE", () => Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-2"));
        (await Given.HistoryAsync(new ReplayRequest { Stream = $"record/{shared.Provider.Id}/listing/l-2" })).ShouldHaveSingleItem().BodyLength.ShouldBeGreaterThan(0u, "its envelope is there");
    }

    [Fact]
    public async Task A_key_is_not_destroyed_before_the_ledger_has_taken_in_what_it_served()
    {
        var provider = await Given.RetailerAsync();
        var second = await Given.SecondClientAsync(provider);
        await using var connection = await Hub.Database.OpenConnectionAsync();
        await using var behind = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("select size from ledger.head for update", connection, behind))
            await hold.ExecuteScalarAsync();
        await provider.SubmitAsync(Records.Listing("l-1"));
        var reference = await ReferenceAsync($"record/{provider.Id}/listing/l-1");
        var request = await provider.RequestExpungeAsync(RecordKind.Listing, "l-1");

        await Refused.WithAsync(StatusCode.FailedPrecondition, "LEDGER_BEHIND", () => second.ConfirmExpungeAsync(request));
        (await KeysAsync(reference)).ShouldBe(1);
        await behind.RollbackAsync();

        (await second.ConfirmExpungeAsync(request)).KeysDestroyed.ShouldBeTrue();
        (await KeysAsync(reference)).ShouldBe(0);
    }

    private async Task<Guid> ReferenceAsync(string stream)
    {
        await using var command = Hub.Database.CreateCommand("select reference from keys.stream_key where stream = $1 and from_version = 1");
        command.Parameters.AddWithValue(stream);
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task A_key_database_that_does_not_answer_is_told_by_the_readiness()
    {
        await hub.KeysAsync("alter table keys.record_key rename to away");
        try
        {
            await Eventually.IsTrueAsync(async () => (await ReadyAsync()).Contains("keys: The key database does not answer"), "readiness says so");
            (await ReadyAsync()).ShouldStartWith("Degraded");
        }
        finally
        {
            await hub.KeysAsync("alter table keys.away rename to record_key");
        }

        await Eventually.IsTrueAsync(async () => !(await ReadyAsync()).Contains("keys:"), "and that it is over");
    }

    private async Task<string> ReadyAsync()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Hub.Ready.Ca);
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
        using var http = new HttpClient(handler) { BaseAddress = Hub.Host.AddressOf(Hub.Host.Hubs[0]) };
        return await http.GetStringAsync("health/ready");
    }

    private async Task<long> KeysAsync(Guid reference)
    {
        await using var command = hub.Keys.CreateCommand("select count(*) from keys.record_key where reference = $1");
        command.Parameters.AddWithValue(reference);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
