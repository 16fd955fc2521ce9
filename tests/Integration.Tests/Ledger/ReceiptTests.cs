using Google.Protobuf;
using Grpc.Core;
using SharingHub.Launcher.Demo;
using SharingHub.Sdk.Proving;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Integration.Tests.Ledger;

public sealed class ReceiptTests(TheHub hub) : HubTests(hub)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_contributor_gets_what_shows_its_record_offline_down_to_the_bytes_that_it_sent()
    {
        var retailer = await Given.RetailerAsync();
        var sent = Records.Seller("s-1").ToByteString();
        var receipt = (await Given.RecordBytesAsync(retailer, [sent])).Single().Receipt;

        var file = (await retailer.Hub.GetReceiptAsync(receipt.EventId, Wait)).ToBytes();

        var shown = Offline(file);
        shown.BodyChecked.ShouldBeTrue();
        EventReceipt.Parse(file).OrThrow().Body!.Value.ToArray().ShouldBe(sent.ToByteArray());
        var envelope = shown.Envelope;
        (envelope.Id.ToString(), envelope.Member, envelope.Stream, envelope.Version, envelope.Type)
            .ShouldBe((receipt.EventId, retailer.Id, $"record/{retailer.Id}/seller_account/s-1", (long)receipt.Version, "record.submitted.v1"));
        envelope.Recorded.ShouldBe(receipt.CommittedAt.ToDateTimeOffset());
        envelope.Actor.ShouldBe($"client:{retailer.Id}/{retailer.Credential.ClientId}");
        shown.Index.ShouldBe(await Hub.CountAsync("select idx from ledger.index where event_id = $1", Guid.Parse(receipt.EventId)));
    }

    [Fact]
    public async Task Each_version_of_a_record_has_its_own()
    {
        var retailer = await Given.RetailerAsync();
        var first = (await Given.RecordsAsync(retailer, Records.Listing("l-1"))).Single().Receipt;
        var second = (await Given.RecordsAsync(retailer, Records.Listing("l-1", revision: 2))).Single().Receipt;
        await Given.RetractedAsync(retailer, RecordKind.Listing, "l-1");

        var versions = new List<(long, long)>();
        foreach (var id in new[] { first.EventId, second.EventId })
        {
            var shown = Offline((await retailer.Hub.GetReceiptAsync(id, Wait)).ToBytes());
            versions.Add((shown.Envelope.Version, shown.Index));
        }

        versions.Select(v => v.Item1).ShouldBe([1, 2]);
        versions[1].Item2.ShouldBeGreaterThan(versions[0].Item2);
    }

    [Fact]
    public async Task For_anyone_else_even_a_recipient_the_event_is_exactly_what_does_not_exist()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var receipt = (await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"))).Single().Receipt;
        await shared.Recipient.PullAsync();
        await shared.Provider.Hub.GetReceiptAsync(receipt.EventId, Wait);

        var hidden = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => AskAsync(shared.Recipient, receipt.EventId));
        var missing = await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => AskAsync(shared.Recipient, "018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10"));

        hidden.Whole().ShouldBe(missing.Whole());
    }

    [Fact]
    public async Task An_auditor_gets_the_envelope_of_a_record_and_nothing_that_opens_its_body()
    {
        var retailer = await Given.RetailerAsync();
        var receipt = (await Given.RecordsAsync(retailer, Records.Seller("s-1"))).Single().Receipt;
        var auditor = await Given.AuditorAsync();
        await auditor.Hub.GetReceiptAsync(receipt.EventId, Wait);

        var answer = await auditor.Hub.Ledger.GetReceiptAsync(new GetReceiptRequest { EventId = receipt.EventId });

        (answer.HasBodySalt, answer.HasBody).ShouldBe((false, false));
        answer.Envelope.ShouldContain($"\nstream record/{retailer.Id}/seller_account/s-1\n");
        answer.ToString().ShouldNotContain(LogCheck.Canary);
    }

    [Fact]
    public async Task A_disclosure_and_its_acknowledgement_are_shown_to_recipient_contributor_and_auditor_and_to_nobody_else()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-1"));
        var disclosure = (await shared.Recipient.PullAsync()).Pages.ShouldHaveSingleItem().Disclosures.ShouldHaveSingleItem().DisclosureId;
        await shared.Recipient.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { disclosure } });
        var auditor = await Given.AuditorAsync();
        var acknowledgement = await IdOfAsync(auditor, $"disclosure/{disclosure}", "disclosure.acknowledged.v1");
        var stranger = await Given.RetailerAsync();

        foreach (var party in new[] { shared.Recipient, shared.Provider, auditor })
        {
            var receipt = await party.Hub.GetReceiptAsync(disclosure, Wait);
            Offline(receipt.ToBytes()).BodyChecked.ShouldBeTrue();
            Disclosed.Parser.ParseFrom(receipt.Body!.Value.Span).Records.Select(r => r.Name.Id).ShouldBe(["s-1", "l-1"], ignoreOrder: true);
            (await party.Hub.GetReceiptAsync(acknowledgement, Wait)).Envelope.Version.ShouldBe(2);
        }

        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => AskAsync(stranger, disclosure));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => AskAsync(stranger, acknowledgement));
    }

    [Fact]
    public async Task What_a_member_did_itself_is_shown_to_it()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var proposed = await IdOfAsync(await Given.AuditorAsync(), $"agreement/{shared.Agreement.Id}", "agreement.proposed.v1");

        var receipt = await shared.Provider.Hub.GetReceiptAsync(proposed, Wait);

        AgreementProposed.Parser.ParseFrom(receipt.Body!.Value.Span).Terms.Provider.ShouldBe(shared.Provider.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("018F2F2E-7C3A-7D11-9A5E-0C2B8D6F4A10")]
    [InlineData("{018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10}")]
    [InlineData("018f2f2e7c3a7d119a5e0c2b8d6f4a10")]
    public async Task An_id_that_is_none_is_refused(string id)
    {
        var retailer = await Given.RetailerAsync();
        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => AskAsync(retailer, id));
        refused.Fields().ShouldBe(["event_id"]);
    }

    [Fact]
    public async Task The_checkpoint_is_the_one_that_is_served_and_the_operator_gets_neither()
    {
        var retailer = await Given.RetailerAsync();
        await retailer.Hub.GetReceiptAsync((await Given.RecordsAsync(retailer, Records.Listing("l-1"))).Single().Receipt.EventId, Wait);
        using var log = new ServedLog(Hub.Ready);

        var before = await log.CheckpointAsync();
        var given = await retailer.Hub.GetCheckpointAsync();
        var after = await log.CheckpointAsync();

        given.Checkpoint.Size.ShouldBeInRange(before!.Checkpoint.Size, after!.Checkpoint.Size);
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", async () => await Hub.Operator.Ledger.GetCheckpointAsync(new GetCheckpointRequest()));
    }

    [Fact]
    public async Task The_SDK_refuses_proof_under_another_key_than_the_one_it_knows()
    {
        var retailer = await Given.RetailerAsync();
        var receipt = (await Given.RecordsAsync(retailer, Records.Listing("l-1"))).Single().Receipt;
        await retailer.Hub.GetReceiptAsync(receipt.EventId, Wait);
        await using var other = new SharingHub.Sdk.HubConnection(Hub.OptionsOf(retailer.Credential) with
        {
            LedgerKey = NoteSigner.Generate("localhost/ledger/0", SignatureType.Ed25519).Key.ToString(),
        });

        (await Refused.ByAsync(() => other.GetReceiptAsync(receipt.EventId))).StatusCode.ShouldBe(StatusCode.DataLoss);
        (await Refused.ByAsync(() => other.GetCheckpointAsync())).StatusCode.ShouldBe(StatusCode.DataLoss);
    }

    private VerifiedReceipt Offline(byte[] file)
    {
        using var log = new ServedLog(Hub.Ready);
        return EventReceipt.Parse(file).OrThrow().Verify(log.Policy).OrThrow();
    }

    private static async Task AskAsync(Party party, string id) => await party.Hub.Ledger.GetReceiptAsync(new GetReceiptRequest { EventId = id });

    private async Task<string> IdOfAsync(Party auditor, string stream, string type)
    {
        var id = "";
        await Eventually.IsTrueAsync(
            async () => (id = (await Given.HistoryAsync(new ReplayRequest { Stream = stream, Types_ = { type } }, auditor)) is [var one, ..] ? one.Id : "").Length > 0,
            $"{type} has its index");
        return id;
    }
}
