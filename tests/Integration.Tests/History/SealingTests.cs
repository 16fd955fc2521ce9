using System.Security.Cryptography;

namespace SharingHub.Integration.Tests.History;

/// <summary>What a thief of the database learns of people without the keys, and of an expunged record with them.</summary>
public sealed class SealingTests(OwnHub hub) : HubTests(hub), IClassFixture<OwnHub>
{
    [Fact]
    public async Task No_column_of_any_table_holds_what_a_record_or_a_retraction_says()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-1"));
        await shared.Recipient.PullAsync();
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1", $"{LogCheck.Canary} told us on +1 202 555 0117");
        await shared.Provider.HoldAsync(Expunging.Own(RecordKind.SellerAccount, "s-1"), $"{LogCheck.Canary} v. Amazonia");

        (await DatabaseScan.FindAsync(Hub.Database, LogCheck.Canary)).ShouldBeEmpty();
        (await DatabaseScan.FindAsync(Hub.Database, "555 0117")).ShouldBeEmpty();
        (await DatabaseScan.FindAsync(Hub.Database, shared.Provider.Id)).ShouldContain("history.mt_events", "the scan finds what is there");
        (await DatabaseScan.FindAsync(Hub.Database, await SealedByHand.KeyAsync(Hub.Database, $"record/{shared.Provider.Id}/listing/l-1"), "history", "ledger", "disclosure", "public"))
            .ShouldBeEmpty("keys lie in their own schema alone");
    }

    [Fact]
    public async Task A_body_rests_as_the_format_says_and_opens_to_the_very_bytes_that_came()
    {
        var provider = await Given.RetailerAsync();
        var sent = Google.Protobuf.MessageExtensions.ToByteArray(Records.Seller("s-1"));
        await Given.RecordBytesAsync(provider, [Google.Protobuf.ByteString.CopyFrom(sent)]);
        var stream = $"record/{provider.Id}/seller_account/s-1";

        var stored = await SealedByHand.ReadAsync(Hub.Database, stream, 1);

        stored.Open(await SealedByHand.KeyAsync(Hub.Database, stream)).ShouldBe(sent);
    }

    [Fact]
    public async Task After_expunge_no_key_is_left_that_opens_a_body_or_proves_a_guess()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"));
        var page = (await shared.Recipient.PullAsync()).Pages.Single();
        await Hub.SequencedAsync(page.Disclosures.Select(d => d.DisclosureId));
        var disclosure = page.Disclosures.Single().DisclosureId;
        var digest = Disclosed.Parser.ParseFrom((await Given.HistoryAsync(new ReplayRequest { Stream = $"disclosure/{disclosure}" }))[0].Body).Records.Single().DeliveredDigest.ToByteArray();
        // The guess is right: what a low-entropy body comes down to.
        var guess = page.Views.Single().Record.ToByteArray();
        var stream = $"record/{shared.Provider.Id}/seller_account/s-1";
        var (stored, key) = (await SealedByHand.ReadAsync(Hub.Database, stream, 1), await SealedByHand.KeyAsync(Hub.Database, stream));
        (await OpenedAsync(stored)).ShouldBe(1, "until then its key opens it");
        (await ProvenAsync(digest, disclosure, guess)).ShouldBe(1, "until then its key proves what was delivered");

        await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.SellerAccount, "s-1");

        (await DatabaseScan.FindAsync(Hub.Database, key)).ShouldBeEmpty();
        (await OpenedAsync(stored)).ShouldBe(0);
        (await ProvenAsync(digest, disclosure, guess)).ShouldBe(0);
        (await DatabaseScan.FindAsync(Hub.Database, SHA256.HashData(guess))).ShouldBeEmpty("no unkeyed hash of it");
        (await SealedByHand.ReadAsync(Hub.Database, stream, 1)).Bytes.ShouldBe(stored.Bytes, "the event itself is not touched");
    }

    private async Task<int> OpenedAsync(SealedByHand stored) => (await DatabaseScan.KeysAsync(Hub.Database)).Count(key => stored.Open(key) is not null);

    private async Task<int> ProvenAsync(byte[] digest, string disclosure, byte[] guess) => (await DatabaseScan.KeysAsync(Hub.Database)).Count(key =>
        Delivered(key, guess).SequenceEqual(digest) || HMACSHA256.HashData(key, guess).SequenceEqual(digest)
        || Delivered(HMACSHA256.HashData(key, System.Text.Encoding.ASCII.GetBytes($"sharinghub-delivered-key/v1\n{disclosure}")), guess).SequenceEqual(digest));

    private static byte[] Delivered(byte[] key, byte[] view) => HMACSHA256.HashData(key, (byte[])[.. "sharinghub-delivered/v1\n"u8, .. view]);
}
