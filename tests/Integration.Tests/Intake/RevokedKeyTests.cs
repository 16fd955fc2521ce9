using Google.Protobuf;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Intake;

/// <summary>A key that is revoked while what it signed for is under way: history has one order of both.</summary>
public sealed class RevokedKeyTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task What_waits_for_its_commit_when_its_key_is_revoked_is_refused_and_what_is_beside_it_is_taken()
    {
        var retailer = await Given.RetailerAsync();
        var (old, fresh) = (await Hub.SigningKeyAsync(retailer, "2026"), await Hub.SigningKeyAsync(retailer, "2027"));
        await Given.RecordsAsync(retailer, Records.Listing("l-1"));

        // The record's stream is held, so its message is read and checked, and its commit waits.
        await using var connection = await Hub.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using var claim = new Npgsql.NpgsqlCommand("select 1 from keys.stream_key where stream = $1 for update", connection, held)
        {
            Parameters = { new() { Value = $"record/{retailer.Id}/listing/l-1" } },
        };
        await claim.ExecuteNonQueryAsync();
        var (first, second) = (Signing.Message(old, Records.Listing("l-1", revision: 2), Records.Listing("l-2")), Signing.Message(fresh, Records.Listing("l-3")));
        var submitting = retailer.SubmitMessagesAsync(first, second, new SubmitRequest { Records = { Records.Listing("l-4").ToByteString() } });
        await Eventually.IsTrueAsync(
            async () => await Hub.CountAsync("select count(*) from pg_stat_activity where $1 = any (pg_blocking_pids(pid))", connection.ProcessID) > 0, "the commit waits");
        await Hub.RevokeAsync(retailer, old);
        await held.RollbackAsync();

        var results = (await submitting).Results.OrderBy(r => r.Position).ToList();

        results[0].Reason.ShouldBe("SIGNATURE_INVALID");
        results[0].Violations.ShouldHaveSingleItem().Description.ShouldContain("revoked");
        results.Skip(2).ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
        (await LateAsync(retailer, old, results.Take(first.Records.Count))).ShouldBe(0);
        (await Hub.CountAsync("select count(*) from keys.stream_key k where k.stream like $1 and not exists (select 1 from history.mt_events e where e.stream_id = k.stream)", $"record/{retailer.Id}/%"))
            .ShouldBe(0, "what is refused begins no stream");
    }

    [Fact]
    public async Task In_the_ledger_nothing_that_a_key_signed_for_comes_after_its_revocation()
    {
        for (var round = 0; round < 5; round++)
        {
            var retailer = await Given.RetailerAsync();
            var signer = await Hub.SigningKeyAsync(retailer);
            var messages = Enumerable.Range(0, 40).Select(m => Signing.Message(signer, Enumerable.Range(0, 10).Select(i => Records.Listing($"l-{m}-{i}")))).ToArray();

            var submitting = retailer.SubmitMessagesAsync(messages);
            await Eventually.IsTrueAsync(async () => await Hub.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{retailer.Id}/%") > 0, "it began");
            await Hub.RevokeAsync(retailer, signer);
            var results = (await submitting).Results;

            results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted || r.Reason == "SIGNATURE_INVALID");
            (await LateAsync(retailer, signer, results)).ShouldBe(0);
        }
    }

    /// <summary>How many of the accepted records lie behind the revocation of the key.</summary>
    private async Task<long> LateAsync(Party retailer, NoteSigner signer, IEnumerable<SubmitResult> results)
    {
        await Hub.SequencedAsync(results.Where(r => r.Outcome == SubmitOutcome.Accepted).Select(r => r.Receipt.EventId));
        var revoked = (await Given.HistoryAsync(new ReplayRequest { Stream = $"member/{retailer.Id}", Types_ = { "member.signing_key_revoked.v1" } })).ShouldHaveSingleItem();
        SigningKeyRevoked.Parser.ParseFrom(revoked.Body).VerifierKey.ShouldBe(signer.Key.ToString());
        return await Hub.CountAsync(
            """
            select count(*) from history.contributor_signature s join history.mt_events e on e.id = s.event_id join ledger.index i on i.event_id = e.id
            where e.stream_id like $1 and i.idx > $2 and e.id = any ($3)
            """,
            $"record/{retailer.Id}/%",
            (long)revoked.Index,
            results.Where(r => r.Outcome == SubmitOutcome.Accepted).Select(r => Guid.Parse(r.Receipt.EventId)).ToArray());
    }
}
