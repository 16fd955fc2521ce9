using SharingHub.Clients.Tests.Cli;
using SharingHub.Cli;
using SharingHub.Sdk;
using SharingHub.Sdk.Keeping;
using SharingHub.Sdk.Proving;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Clients.Tests.Keeping;

/// <summary>What was kept and pinned under one key of the log, after another took over.</summary>
public sealed class KeySuccessionTests : FolderTests
{
    [Fact]
    public async Task A_folder_follows_its_key_to_the_new_one_and_what_was_proven_under_the_old_stays()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        var old = Log.LogKey;
        (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Proven);

        Log.Rotate(2);
        Log.Rotate(3);
        await Folder.KeepAsync([Log.Submission(4)], Stop);
        (await CheckAsync(peer)).ShouldAllBe(c => c.State == ReceiptState.Proven);

        (Folder.LogKeys().Count, Folder.LogKeys()[0].ToString(), Folder.LogKeys()[^1].ToString()).ShouldBe((3, old, Log.LogKey));
        (await CheckAsync(null)).Select(c => c.State).ShouldBe([ReceiptState.Proven, ReceiptState.Proven], "without the hub too");
        Folder.Proofs().Count(p => p.Proof.OrThrow().Envelope.Type == KeySuccession.EventType).ShouldBe(2, "what showed it is kept");
    }

    public static TheoryData<string> Forgeries() => ["new key alone", "another old key", "not in the tree", "not there"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_succession_is_not_followed_and_nothing_of_it_is_kept(string forgery)
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        await CheckAsync(peer);
        var pinned = Log.LogKey;
        Log.Rotate(2, (old, next) => forgery switch
        {
            "new key alone" => SignedNote.Create(Text(old, next), [next.Sign(Text(old, next), 0)]).OrThrow(),
            "another old key" => KeySuccession.Sign(NoteSigner.Generate(old.Key.Name, SignatureType.Ed25519), next).Note,
            _ => KeySuccession.Sign(old, next).Note,
        });
        if (forgery == "not in the tree")
            peer.Ledger.Files = path => Log.File(path) is { } file && EventReceipt.Parse(file).OrThrow() is var proof ? (proof with { Proof = proof.Proof with { Index = 0 } }).ToBytes() : null;
        if (forgery == "not there")
            peer.Ledger.Files = _ => null;
        await Folder.KeepAsync([Log.Submission(3)], Stop);

        var told = await CheckAsync(peer);

        told.Select(c => c.State).ShouldBe([ReceiptState.Proven, ReceiptState.Wrong], ignoreOrder: true);
        told.Single(c => c.State == ReceiptState.Wrong).Why.ShouldContain(Log.LogKey);
        Folder.LogKeys().ShouldHaveSingleItem().ToString().ShouldBe(pinned);
        Folder.Proofs().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_policy_file_names_every_key_that_counts()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        var policy = $"log {Log.LogKey}\nquorum none\n";
        await CheckAsync(peer, policy);
        Log.Rotate(2);
        await Folder.KeepAsync([Log.Submission(3)], Stop);

        (await CheckAsync(peer, policy)).Single(c => c.State == ReceiptState.Wrong).Why.ShouldContain("The policy file does not name");
        (await CheckAsync(peer, $"log {Log.LogKey}\n{policy}")).ShouldAllBe(c => c.State == ReceiptState.Proven);
    }

    [Fact]
    public async Task A_connection_that_knows_the_old_key_gets_receipts_and_checkpoints_under_the_new_one()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        await using var knowing = new HubConnection(peer.Options with { LedgerKey = Log.LogKey });
        Log.Rotate(2);
        peer.Ledger.Receipts.Enqueue(() => Log.Answer(new GetReceiptsRequest { EventIds = { $"{GivenLog.Id(1)}" } }).Answers[0].Receipt);

        (await knowing.GetReceiptAsync($"{GivenLog.Id(1)}", cancel: Stop)).LogKey.ToString().ShouldBe(Log.LogKey);
        peer.Ledger.Files = _ => null;
        (await Should.ThrowAsync<HubException>(() => knowing.GetReceiptAsync($"{GivenLog.Id(1)}", cancel: Stop))).Message.ShouldContain("another key");
    }

    [Fact]
    public async Task The_command_line_lists_the_keys_and_a_receipt_is_verified_offline_by_the_old_one()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        var old = Log.LogKey;
        Log.Rotate(2);
        peer.Ledger.Receipts.Enqueue(() => Log.Answer(new GetReceiptsRequest { EventIds = { $"{GivenLog.Id(1)}" } }).Answers[0].Receipt);
        var (receipt, successions) = (Path.Combine(Temp.Path, "receipt.json"), Path.Combine(Temp.Path, "successions"));

        var keys = await CliRun.AsCustomsAsync(peer, "ledger", "keys", "--log", old, "--out", successions);
        keys.Code.ShouldBe(ExitCode.Done, keys.Error);
        keys.Output.ShouldContain(Log.LogKey.Split('+')[1]);
        (await CliRun.AsCustomsAsync(peer, "ledger", "receipt", $"{GivenLog.Id(1)}", "--out", receipt)).Code.ShouldBe(ExitCode.Done);

        (await CliRun.AsCustomsAsync(peer, "verify", "receipt", receipt, "--log", old)).Code.ShouldBe(ExitCode.Findings);
        var proof = Directory.GetFiles(successions).ShouldHaveSingleItem();
        (await CliRun.AsCustomsAsync(peer, "verify", "receipt", receipt, "--log", old, "--succession", proof)).Code.ShouldBe(ExitCode.Done);

        var policy = Path.Combine(Temp.Path, "policy");
        await File.WriteAllTextAsync(policy, $"log {old}\nquorum none\n", Stop);
        (await CliRun.AsCustomsAsync(peer, "verify", "receipt", receipt, "--policy", policy)).Code.ShouldBe(ExitCode.Findings);
        await File.WriteAllTextAsync(policy, $"log {old}\nlog {Log.LogKey}\nquorum none\n", Stop);
        (await CliRun.AsCustomsAsync(peer, "verify", "receipt", receipt, "--policy", policy)).Code.ShouldBe(ExitCode.Done);
    }

    private static string Text(NoteSigner old, NoteSigner next) => $"sharinghub-ledger-key/v1\nold {old.Key}\nnew {next.Key}\n";
}
