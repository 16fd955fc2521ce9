using System.Text;
using System.Text.Json;
using SharingHub.Archives.Tests.Given;
using SharingHub.Cli;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Receipts;

namespace SharingHub.Clients.Tests.Cli;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-verify-");
    private readonly string _log = GivenHistory.Log.Key.ToString();

    [Fact]
    public async Task A_clean_archive_ends_with_0_and_says_so()
    {
        Operation.Of(40).Archive().WriteTo(_folder);

        var run = await CliRun.RunAsync("", ["verify", "archive", _folder.FullName, "--log", _log]);

        run.Code.ShouldBe(ExitCode.Done, run.Output + run.Error);
        run.Output.ShouldStartWith("CLEAN");
        run.Output.ShouldContain("given by the reader");
    }

    [Theory]
    [InlineData("text", "FINDING")]
    [InlineData("json", "\"clean\": false")]
    [InlineData("html", "<h2>Findings</h2>")]
    public async Task Findings_end_with_6_and_are_in_the_report(string form, string expected)
    {
        Operation.Of(40).Archive().WithLines(lines => lines[1..]).WriteTo(_folder);

        var run = await CliRun.RunAsync("", ["verify", "archive", _folder.FullName, "--report", form]);

        run.Code.ShouldBe(ExitCode.Findings, run.Error);
        run.Output.ShouldContain(expected);
        run.Output.ShouldContain("events/000.jsonl");
    }

    [Fact]
    public async Task What_cannot_be_read_as_an_archive_ends_with_2()
    {
        (await CliRun.RunAsync("", ["verify", "archive", Path.Combine(_folder.FullName, "none")])).Code.ShouldBe(ExitCode.Usage);
        (await CliRun.RunAsync("", ["verify", "archive", _folder.FullName])).Code.ShouldBe(ExitCode.Usage);
        Operation.Of(12).Archive().WriteTo(_folder);
        (await CliRun.RunAsync("", ["verify", "archive", _folder.FullName, "--log", "nonsense"])).Code.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task Another_log_s_key_is_a_finding()
    {
        Operation.Of(12).Archive().WriteTo(_folder);
        var other = new NoteSigner(GivenHistory.Origin, SignatureType.Ed25519, new byte[32]).Key.ToString();

        (await CliRun.RunAsync("", ["verify", "archive", _folder.FullName, "--log", other])).Code.ShouldBe(ExitCode.Findings);
    }

    [Fact]
    public async Task A_receipt_that_holds_ends_with_0_and_says_what_was_checked()
    {
        var (receipt, checkpoint) = WriteReceipt();

        var run = await CliRun.RunAsync("", ["verify", "receipt", receipt, "--log", _log, "--checkpoint", checkpoint]);

        run.Code.ShouldBe(ExitCode.Done, run.Output + run.Error);
        run.Output.ShouldContain("is signed by the log's key.");
        run.Output.ShouldContain("Entry 0 is in the tree");
        run.Output.ShouldContain("member.registered.v1, version 1 of member/amazonia");
        run.Output.ShouldContain("The body was not checked");
        run.Output.ShouldContain("is the same tree");
    }

    [Fact]
    public async Task A_receipt_of_another_event_or_another_log_ends_with_6()
    {
        var (receipt, _) = WriteReceipt();
        var changed = File.ReadAllText(receipt).Replace("member amazonia", "member amazonib", StringComparison.Ordinal).Replace("member operator", "member operatox", StringComparison.Ordinal);
        var other = new NoteSigner(GivenHistory.Origin, SignatureType.Ed25519, new byte[32]).Key.ToString();
        (await CliRun.RunAsync("", ["verify", "receipt", receipt, "--log", other])).Code.ShouldBe(ExitCode.Findings);

        File.WriteAllText(receipt, changed);
        var run = await CliRun.RunAsync("", ["verify", "receipt", receipt, "--log", _log]);

        run.Code.ShouldBe(ExitCode.Findings);
        run.Output.ShouldStartWith("NOT SHOWN");
    }

    [Fact]
    public async Task A_receipt_that_is_none_ends_with_2()
    {
        var file = Path.Combine(_folder.FullName, "receipt.json");
        File.WriteAllText(file, "{}");
        (await CliRun.RunAsync("", ["verify", "receipt", file])).Code.ShouldBe(ExitCode.Usage);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The receipt of the only event of a log.</summary>
    private (string Receipt, string Checkpoint) WriteReceipt()
    {
        var history = new GivenHistory();
        history.Add("member.registered.v1", "member/amazonia", "operator", new V1.MemberRegistered { Id = "amazonia" });
        var files = history.Archive().Files;
        using var line = JsonDocument.Parse(files["events/000.jsonl"].AsMemory()[..^1]);
        var receipt = new EventReceipt(
            GivenHistory.Log.Key,
            new TlogProof(0, [], SignedNote.Parse(files["checkpoint"]).OrThrow()),
            EventEnvelope.Parse(Encoding.ASCII.GetBytes(line.RootElement.GetProperty("envelope").GetString()!)).OrThrow(),
            line.RootElement.GetProperty("salt").GetBytesFromBase64());
        var (file, checkpoint) = (Path.Combine(_folder.FullName, "receipt.json"), Path.Combine(_folder.FullName, "checkpoint"));
        File.WriteAllBytes(file, receipt.ToBytes());
        File.WriteAllBytes(checkpoint, files["checkpoint"]);
        return (file, checkpoint);
    }
}
