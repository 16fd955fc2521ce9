using SharingHub.Fault.Tests.Harness;
using SharingHub.Sdk.Keeping;
using SharingHub.Sdk.Proving;
using SharingHub.Tests.Support;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Fault.Tests.Ledger;

/// <summary>The log's key is changed while records come in, and whoever knows the old one goes on from it.</summary>
public sealed class RotationTests(RotatingOperation operation) : IClassFixture<RotatingOperation>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-rotation-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Who_knows_the_old_key_follows_to_the_new_one_and_nothing_that_was_proven_is_lost()
    {
        var old = operation.LogKey;
        await using var carrier = operation.Connect("parcelwing");
        var kept = new ReceiptFolder(Path.Combine(_folder.FullName, "kept"));
        var first = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 200, "before"));
        await new TreeChecks(operation).CoveredAsync();
        var receipt = await carrier.GetReceiptAsync(first.ReceiptOf(0).EventId, Patience, Stop);
        (await CheckAsync(kept, first)).ShouldAllBe(c => c.State == ReceiptState.Proven);
        kept.LogKeys().Single().ToString().ShouldBe(old.ToString());

        // While records come in. For the overlap a reader who knows the old key alone sees no difference.
        var during = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 6000, "during"), faultAfter: 200, operation.RotateAsync);
        var next = operation.LogKey;
        next.ToString().ShouldNotBe(old.ToString());
        await new TreeChecks(operation).ShouldBeWholeAsync(during);
        await Eventually.IsTrueAsync(() => operation.IsSignedByAsync(next), "the new key signs");
        await Eventually.IsTrueAsync(async () => !File.Exists(Path.Combine(operation.SignerFolder, "old.key")) || await PushedOneAsync(), "the overlap is over", RotatingOperation.Overlap + Patience);
        (await operation.IsSignedByAsync(old)).ShouldBeFalse();

        // Every checkpoint that the new key signed covers the event that names it.
        (await operation.History.AskAsync<long>("select count(*) from ledger.log_key k join ledger.index i on i.event_id = k.event_id where k.position = 1")).ShouldBe(1);
        var at = await operation.History.AskAsync<long>("select i.idx from ledger.log_key k join ledger.index i on i.event_id = k.event_id where k.position = 1");
        var notes = await operation.History.AskAsync<string[]>($"select array_agg(note) from ledger.checkpoint where size <= {at}");
        notes.Select(SignersOf).ShouldAllBe(s => s.Length == 1 && s[0] == old.Id);
        notes = await operation.History.AskAsync<string[]>($"select array_agg(note order by size) from ledger.checkpoint where size > {at}");
        notes.Select(SignersOf).ShouldAllBe(s => s.Last() == next.Id);
        notes.Select(SignersOf).Select(s => s.Length).Distinct().ShouldBe([2, 1], "first both, then the new one");

        // From before: still good under the old key, by itself.
        receipt.Verify(new LogPolicy(old.Name, [old])).Ok.ShouldBeTrue();
        (await CheckAsync(kept, during)).ShouldAllBe(c => c.State == ReceiptState.Proven);
        kept.LogKeys().Select(k => k.ToString()).ShouldBe([old.ToString(), next.ToString()]);
        (await new ReceiptCheck(kept).RunAsync(hub: null, Stop).ToListAsync(Stop)).ShouldAllBe(c => c.State == ReceiptState.Proven);
        (await carrier.FollowLogKeyAsync(old, Stop)).Keys.Select(k => k.ToString()).ShouldBe([old.ToString(), next.ToString()]);

        await ShouldExportAsync(old);
        await operation.ShouldBeHealthyAsync();

        async Task<bool> PushedOneAsync()
        {
            // A checkpoint is signed only when there is something to sign for.
            await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 1, $"tick-{Guid.NewGuid():N}"));
            return false;
        }
    }

    [Fact]
    public async Task A_signer_whose_key_nobody_handed_over_to_is_not_listened_to()
    {
        var (key, vkey) = (Path.Combine(operation.SignerFolder, "log.key"), operation.LogKey);
        var good = await File.ReadAllTextAsync(key, Stop);
        var thief = NoteSigner.Generate(vkey.Name, SignatureType.Ed25519);
        var text = $"sharinghub-ledger-key/v1\nold {vkey}\nnew {thief.Key}\n";
        await operation.Host.Signer.KillAsync();
        await File.WriteAllTextAsync(key, thief.ToPrivateText() + "\n", Stop);
        await File.WriteAllTextAsync(Path.Combine(operation.SignerFolder, $"{vkey.Id}.succession"), SignedNote.Create(text, [thief.Sign(text, time: 0)]).OrThrow().ToString(), Stop);
        var keys = await operation.History.AskAsync<long>("select count(*) from ledger.log_key");

        await operation.Host.StartAsync(operation.Host.Signer, Stop);
        await using var retailer = operation.Connect("amazonia");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 20, "forged"));
        await operation.ShouldBeDegradedAsync("ledger: The signer has another key than this log was signed with, and shows no succession to it.");
        (await operation.History.AskAsync<long>("select count(*) from ledger.log_key")).ShouldBe(keys);

        await operation.Host.Signer.KillAsync();
        await File.WriteAllTextAsync(key, good, Stop);
        File.Delete(Path.Combine(operation.SignerFolder, $"{vkey.Id}.succession"));
        await operation.Host.StartAsync(operation.Host.Signer, Stop);
        await new TreeChecks(operation).CoveredAsync();
        await operation.ShouldBeHealthyAsync();
    }

    private static KeyId[] SignersOf(string note) => [.. SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(note)).OrThrow().Signatures.Select(s => s.KeyId)];

    /// <summary>An archive that spans the rotation, checked by the old key alone.</summary>
    private async Task ShouldExportAsync(VerifierKey old)
    {
        await new TreeChecks(operation).CoveredAsync();
        var archive = Path.Combine(_folder.FullName, "archive");
        var (code, said) = await CommandLine.RunAsync("audit", "export", archive, "--data", Path.GetDirectoryName(operation.ReadyFilePath)!, "--as", "inspectorate");
        code.ShouldBe(0, said);
        (code, said) = await CommandLine.RunAsync("verify", "archive", archive, "--log", old.ToString());
        code.ShouldBe(0, said);
        File.Delete(Path.Combine(archive, "successions", old.Id.ToString()));
        (code, said) = await CommandLine.RunAsync("verify", "archive", archive, "--log", old.ToString());
        code.ShouldBe(6, said);
    }

    private async Task<List<CheckedReceipt>> CheckAsync(ReceiptFolder kept, Pushed pushed)
    {
        await kept.KeepAsync([.. pushed.Results.Zip(pushed.Records).Take(50).Select(r => (KeptReceipt)KeptAct.Of(r.First.Result, Google.Protobuf.MessageExtensions.ToByteString(r.Second))!)], Stop);
        await using var member = operation.Connect(pushed.Member);
        return await new ReceiptCheck(kept).RunAsync(member, Stop).ToListAsync(Stop);
    }
}
