using System.Diagnostics;
using System.Text;
using SharingHub.Archives.Format;
using SharingHub.Archives.Tests.Given;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Tests;

/// <summary>The commands in an archive's README check it with nothing of ours: sh, openssl, sha256sum, jq.</summary>
public sealed class ByHandTests : IDisposable
{
    private static readonly string[] Tools = ["sh", "openssl", "sha256sum", "jq", "od"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-archive-");

    [Theory]
    [InlineData(12)]
    [InlineData(600)]
    public void The_commands_of_the_README_open_the_first_event_and_verify_the_signature(int size)
    {
        var missing = Tools.Where(tool => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)))).ToArray();
        Assert.SkipUnless(missing.Length == 0 || Environment.GetEnvironmentVariable("CI") == "true", $"Not installed: {string.Join(", ", missing)}.");
        missing.ShouldBeEmpty("CI must have them");
        var archive = Operation.Of(size).Archive();
        archive.WriteTo(_folder);

        var output = Sh(string.Join('\n', Steps(size)));

        var opened = ArchivedEvent.Parse(archive.Files[ArchiveNames.Events(0)].AsMemory()[..archive.Files[ArchiveNames.Events(0)].AsSpan().IndexOf((byte)'\n')]).OrThrow();
        var commitment = Commitment.To(opened.Opening!.Salt.Span, Encoding.ASCII.GetBytes(opened.Opening.Envelope));
        var lines = output.Split('\n');
        // 1: made from the line, then read from the bundle.
        lines[0].ShouldBe(commitment.Hash.ToBase64());
        (lines[1], lines[2]).ShouldBe(("sharinghub-ledger/v1", commitment.Hash.ToBase64()));
        // 2: the leaf, computed, then read from the tile.
        var leaf = commitment.ToLeaf().ToString();
        lines[3].ShouldStartWith(leaf);
        string.Concat(lines[4..6]).Replace(" ", "", StringComparison.Ordinal).ShouldBe(leaf);
        // 3: the body's HMAC, computed, then read from the envelope.
        lines[7].ShouldEndWith($" {lines[6]}");
        // 4
        lines[8].ShouldBe("Signature Verified Successfully");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The commands of steps 1 to 4, which are indented by five spaces.</summary>
    private static IEnumerable<string> Steps(int size)
    {
        var readme = Encoding.UTF8.GetString(ArchiveReadme.Bytes.Span);
        var byHand = readme[readme.IndexOf("By hand", StringComparison.Ordinal)..readme.IndexOf("  5. ", StringComparison.Ordinal)];
        foreach (var line in byHand.Split('\n').Where(l => l.StartsWith("     ", StringComparison.Ordinal) && !l.StartsWith("     The two", StringComparison.Ordinal)))
        {
            // What stands in brackets at the end is for the reader.
            var command = line.Split("          (")[0].Trim();
            yield return command.StartsWith("bundle=", StringComparison.Ordinal) && size < 256 ? $"bundle=tile/entries/000.p/{size} tile=tile/0/000.p/{size}" : command;
        }
    }

    private string Sh(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-e", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.Result + output);
        return output;
    }
}
