using System.Diagnostics;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Tests.Events;
using SharingHub.Verification.Tests.Tiles;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Notes;

/// <summary>
/// The Go team's sumdb/note and sumdb/tlog accept a checkpoint and an event of ours (Debian: golang-go, golang-golang-x-mod-dev). Where Go is missing this is
/// skipped, but not where CI=true.
/// </summary>
public sealed class GoTests : IDisposable
{
    private const string Libraries = "/usr/share/gocode";

    private const string Program =
        """
        package main

        import (
        	"encoding/base64"
        	"fmt"
        	"os"
        	"strconv"
        	"strings"

        	"golang.org/x/mod/sumdb/note"
        	"golang.org/x/mod/sumdb/tlog"
        )

        func must(err error) {
        	if err != nil {
        		fmt.Println("refused:", err)
        		os.Exit(1)
        	}
        }

        // verify VKEY CHECKPOINT ENTRY INDEX HASH...
        func main() {
        	verifier, err := note.NewVerifier(os.Args[1])
        	must(err)
        	bytes, err := os.ReadFile(os.Args[2])
        	must(err)
        	opened, err := note.Open(bytes, note.VerifierList(verifier))
        	must(err)
        	lines := strings.Split(opened.Text, "\n")
        	size, err := strconv.ParseInt(lines[1], 10, 64)
        	must(err)
        	root, err := tlog.ParseHash(lines[2])
        	must(err)
        	entry, err := os.ReadFile(os.Args[3])
        	must(err)
        	index, err := strconv.ParseInt(os.Args[4], 10, 64)
        	must(err)
        	var proof tlog.RecordProof
        	for _, text := range os.Args[5:] {
        		raw, err := base64.StdEncoding.DecodeString(text)
        		must(err)
        		var hash tlog.Hash
        		copy(hash[:], raw)
        		proof = append(proof, hash)
        	}
        	must(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)))
        	fmt.Println("accepted:", lines[0], size, index)
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-go-");

    [Fact]
    public void The_Go_team_s_note_and_tlog_accept_a_checkpoint_and_an_event_and_refuse_what_was_changed()
    {
        var there = Directory.Exists($"{Libraries}/src/golang.org/x/mod/sumdb/note")
            && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "go")));
        Assert.SkipUnless(there || Environment.GetEnvironmentVariable("CI") == "true", "Go or golang.org/x/mod is not installed (Debian: golang-go, golang-golang-x-mod-dev).");
        there.ShouldBeTrue("CI must have Go and golang.org/x/mod (Debian: golang-go, golang-golang-x-mod-dev)");

        const int size = 600, index = 300;
        var entry = Commitment.To(EventSalts.Salt(GivenEvent.StreamKey, GivenEvent.Id), GivenEvent.Envelope.ToBytes()).ToEntry();
        var log = GivenLog.Of(size, entry: i => i == index ? entry : GivenLog.Entry(i));
        var proof = InclusionProof.Make(index, size, TileHashes.From(size, log.Read)).Select(h => h.ToBase64()).ToArray();
        var checkpoint = log.Files[TilePath.Checkpoint];
        File.WriteAllText(At("main.go"), Program);
        Run("go", ["build", "-o", At("verify"), At("main.go")]).ShouldBe((0, ""));

        Verify(checkpoint, entry, index, proof).ShouldBe((0, $"accepted: {GivenEvent.Origin} {size} {index}\n"));

        Verify([.. checkpoint.Select((b, at) => at == GivenEvent.Origin.Length + 1 ? (byte)'7' : b)], entry, index, proof).Code.ShouldBe(1, "another size");
        Verify(checkpoint, [.. entry[..^2], (byte)'A', (byte)'\n'], index, proof).Code.ShouldBe(1, "another entry");
        Verify(checkpoint, entry, index + 1, proof).Code.ShouldBe(1, "another place");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (int Code, string Output) Verify(byte[] checkpoint, byte[] entry, int index, string[] proof)
    {
        File.WriteAllBytes(At("checkpoint"), checkpoint);
        File.WriteAllBytes(At("entry"), entry);
        return Run(At("verify"), [GivenEvent.LogKey, At("checkpoint"), At("entry"), $"{index}", .. proof]);
    }

    private (int Code, string Output) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["GOPATH"], start.Environment["GO111MODULE"], start.Environment["GOCACHE"], start.Environment["GOFLAGS"]) = (Libraries, "off", At("cache"), "");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
