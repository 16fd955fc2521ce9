using SharingHub.Cli;
using SharingHub.Clients.Tests.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Clients.Tests.Submitting;

public sealed class SigningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_is_signed_and_what_is_sent_again_is_signed_anew()
    {
        var signer = NoteSigner.Generate("customs/2026", SignatureType.Ed25519);
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Breaks[2] = Fault.StreamReset; // Held, not answered.
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub, new SubmitterOptions { BatchRecords = 3, Signer = signer });

        (await submitter.SubmitAllAsync(Records.Listings(8).ToAsyncEnumerable(), Stop).ToListAsync(Stop)).Count.ShouldBe(8);

        peer.Intake.Messages.Count.ShouldBeGreaterThan(3);
        foreach (var message in peer.Intake.Messages)
        {
            var views = ViewsOf(message);
            for (var i = 0; i < views.Count; i++)
                views[i].VerifyContributor(signer.Key).OrThrow().IsWhole.ShouldBeTrue();
        }

        peer.Intake.Messages.SelectMany(m => m.Signature.Nonces).ShouldBeUnique();
    }

    [Fact]
    public async Task Without_a_key_nothing_is_signed()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = peer.Connect();
        await using var submitter = new Submitter(hub);

        await submitter.SubmitAllAsync(Records.Listings(2).ToAsyncEnumerable(), Stop).ToListAsync(Stop);

        peer.Intake.Messages.ShouldAllBe(m => m.Signature == null);
    }

    [Fact]
    public async Task A_key_is_also_written_as_PEM_that_only_its_owner_reads_and_no_file_is_written_over()
    {
        using var certificates = new TestCertificates();
        var key = Path.Combine(certificates.Folder, "amazonia.key");
        string[] generate = ["keys", "generate", "--name", "amazonia/2026", "--out", key, "--pem", "--output", "ndjson"];

        var made = await CliRun.RunAsync("", generate);

        made.Code.ShouldBe(ExitCode.Done, made.Error);
        File.ReadAllText(key + ".pem").ShouldBe(SigningKeyFile.Read(key).ToPem());
        File.ReadAllText(key + ".pub.pem").ShouldBe(SigningKeyFile.Read(key).Key.ToPem());
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(key + ".pem").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(key);
        (await CliRun.RunAsync("", generate)).Code.ShouldBe(ExitCode.Usage);
        File.Exists(key).ShouldBeFalse();
    }

    [Fact]
    public async Task A_generated_key_signs_a_push_and_verifies_what_was_got()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var key = Path.Combine(peer.Certificates.Folder, "customs.key");
        var feed = peer.Certificates.Write("feed.ndjson", Records.Line("lst-1") + "\n");

        var made = await CliRun.RunAsync("", ["keys", "generate", "--name", "customs/2026", "--out", key, "--output", "ndjson"]);
        var pushed = await CliRun.AsCustomsAsync(peer, "push", feed, "--signing-key", key);
        var again = await CliRun.RunAsync("", ["keys", "generate", "--name", "customs/2026", "--out", key]);

        (made.Code, pushed.Code, again.Code).ShouldBe((ExitCode.Done, ExitCode.Done, ExitCode.Usage));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var vkey = made.Lines[0].GetProperty("verifier_key").GetString()!;
        made.Output.ShouldNotContain(File.ReadAllText(key).Trim());
        var view = ViewsOf(peer.Intake.Messages.ShouldHaveSingleItem()).ShouldHaveSingleItem();

        (await VerifyAsync(peer, view, vkey)).Code.ShouldBe(ExitCode.Done);
        (await VerifyAsync(peer, view, NoteSigner.Generate("customs/2026", SignatureType.Ed25519).Key.ToString())).Code.ShouldBe(ExitCode.SomeRefused);
        var proof = view.ContributorProof;
        proof.Leaf = Google.Protobuf.ByteString.CopyFrom(BatchLeaf.Of(proof.Nonce.Span, view.Record.Span).ToArray());
        var masked = await VerifyAsync(peer, view, vkey);
        (masked.Code, masked.Lines[0].GetProperty("shown").GetBoolean()).ShouldBe((ExitCode.SomeRefused, false));
        masked.Lines[0].GetProperty("contributor").GetString().ShouldBe("customs");
        (await VerifyAsync(peer, view, "no key")).Code.ShouldBe(ExitCode.Usage);
    }

    private static Task<CliRun> VerifyAsync(ScriptedHub peer, RecordView view, string key) => CliRun.RunAsync(
        "", ["verify", "record", peer.Certificates.Write("view.json", Google.Protobuf.JsonFormatter.Default.Format(view)), "--key", key, "--output", "ndjson"]);

    /// <summary>The records as a recipient would get them, each with its proof.</summary>
    private static List<RecordView> ViewsOf(SubmitRequest message)
    {
        var tree = SignedBatch.TreeOf([.. message.Records.Select(r => r.Memory)], [.. message.Signature.Nonces.Select(n => n.ToByteArray())]);
        return [.. message.Records.Select((bytes, i) =>
        {
            var record = IntelRecord.Parser.ParseFrom(bytes);
            return new RecordView
            {
                Name = new RecordName { Contributor = "customs", Kind = RecordKind.Listing, Id = record.Id, Revision = record.Revision },
                Record = bytes,
                ContributorProof = new ContributorProof
                {
                    Index = (uint)i,
                    Path = { tree.Inclusion(i, tree.Size).Select(hash => Google.Protobuf.ByteString.CopyFrom(hash.ToArray())) },
                    Note = message.Signature.Note,
                    Nonce = message.Signature.Nonces[i],
                },
            };
        })];
    }
}
