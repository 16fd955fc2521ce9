using Google.Protobuf;
using Grpc.Core;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.Sdk.Proving;
using SharingHub.V1;
using SharingHub.Verification.Receipts;

namespace SharingHub.Clients.Tests.Proving;

public sealed class ProvingTests
{
    private static readonly string Id = GivenReceipt.Id.ToString();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_is_waited_for_until_a_checkpoint_covers_the_event()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Receipts.Enqueue(() => throw NotYet());
        peer.Ledger.Receipts.Enqueue(GivenReceipt.Answer);
        await using var hub = peer.Connect();

        var receipt = await hub.GetReceiptAsync(Id, TimeSpan.FromSeconds(20), Stop);

        receipt.Body!.Value.ToArray().ShouldBe(GivenReceipt.Body);
    }

    [Fact]
    public async Task Without_a_wait_the_caller_is_told_that_it_is_too_early()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Receipts.Enqueue(() => throw NotYet());
        await using var hub = peer.Connect();

        (await Should.ThrowAsync<HubException>(() => hub.GetReceiptAsync(Id, cancel: Stop))).Reason.ShouldBe("NOT_YET_PUBLISHED");
    }

    public static TheoryData<string> Lies() => ["envelope", "salt", "body", "body_salt", "proof", "log_key", "salt_length"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task What_does_not_verify_is_not_handed_over(string lie)
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Receipts.Enqueue(() => Lying(GivenReceipt.Answer(), lie));
        await using var hub = peer.Connect();

        var refused = await Should.ThrowAsync<HubException>(() => hub.GetReceiptAsync(Id, cancel: Stop));
        refused.StatusCode.ShouldBe(StatusCode.DataLoss);
        refused.Message.ShouldStartWith("The hub's proof does not hold.");
    }

    [Fact]
    public async Task A_good_receipt_of_another_event_or_under_another_key_than_the_known_one_is_refused()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Receipts.Enqueue(GivenReceipt.Answer);
        await using var hub = peer.Connect();
        await using var knowing = new HubConnection(peer.Options with { LedgerKey = new Keeping.GivenLog().LogKey });

        (await Should.ThrowAsync<HubException>(() => hub.GetReceiptAsync("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a11", cancel: Stop))).Message.ShouldContain("another event");
        (await Should.ThrowAsync<HubException>(() => knowing.GetReceiptAsync(Id, cancel: Stop))).Message.ShouldContain("another key");
    }

    [Fact]
    public async Task The_command_line_writes_a_file_that_holds_by_itself()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Receipts.Enqueue(GivenReceipt.Answer);
        var file = Path.Combine(peer.Certificates.Folder, "receipt.json");

        var run = await CliRun.AsCustomsAsync(peer, "ledger", "receipt", Id, "--out", file);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldBe("receipt.json: record.submitted.v1 of record/customs/seizure/s-1, index 0, verified.\n");
        EventReceipt.Parse(await File.ReadAllBytesAsync(file, Stop)).OrThrow().Envelope.Id.ShouldBe(GivenReceipt.Id);
    }

    [Fact]
    public async Task The_command_line_writes_nothing_when_the_proof_does_not_hold()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Receipts.Enqueue(() => Lying(GivenReceipt.Answer(), "body"));
        var file = Path.Combine(peer.Certificates.Folder, "receipt.json");

        var run = await CliRun.AsCustomsAsync(peer, "ledger", "receipt", Id, "--out", file);

        run.Code.ShouldBe(ExitCode.Unavailable);
        File.Exists(file).ShouldBeFalse();
    }

    private static RpcException NotYet() => Refusals.With(StatusCode.FailedPrecondition, "NOT_YET_PUBLISHED", "Ask again in two seconds.");

    private static GetReceiptResponse Lying(GetReceiptResponse answer, string about)
    {
        switch (about)
        {
            case "envelope":
                answer.Envelope = answer.Envelope.Replace("version 1", "version 2", StringComparison.Ordinal);
                break;
            case "salt":
                answer.Salt = Flipped(answer.Salt);
                break;
            case "body":
                answer.Body = Flipped(answer.Body);
                break;
            case "body_salt":
                answer.BodySalt = Flipped(answer.BodySalt);
                break;
            case "proof":
                answer.Proof = answer.Proof.Replace("index 0", "index 1", StringComparison.Ordinal);
                break;
            case "log_key":
                answer.LogKey = "hub.example/ledger/0+456edd6e+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp";
                break;
            default:
                answer.Salt = ByteString.CopyFrom(1, 2, 3);
                break;
        }

        return answer;
    }

    private static ByteString Flipped(ByteString bytes) => ByteString.CopyFrom([(byte)(bytes[0] ^ 1), .. bytes.Skip(1)]);
}
