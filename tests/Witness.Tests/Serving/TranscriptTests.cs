using System.Text;
using System.Text.RegularExpressions;
using SharingHub.Verification.Notes;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Serving;

/// <summary>The transcripts that FiloSottile/torchwood holds its litewitness to, if they lie in shared/vectors beside the repository.</summary>
public sealed partial class TranscriptTests
{
    private const string SigsumOrigin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private const string SigsumKey = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";
    private const string GoOrigin = "go.sum database tree";
    private const string GoKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    [Fact]
    public void The_Sigsum_transcript_gets_its_answers() =>
        Play("litewitness.txt", SigsumOrigin, new VerifierKey(SigsumOrigin, SignatureType.Ed25519, Convert.FromHexString(SigsumKey))).ShouldBe(9);

    [Fact]
    public void The_Go_checksum_databases_transcript_gets_its_answers() => Play("sumdb.txt", GoOrigin, VerifierKey.Parse(GoKey).OrThrow()).ShouldBeGreaterThan(0);

    private static int Play(string transcript, string origin, VerifierKey key)
    {
        using var folder = new TemporaryFolder();
        using var witness = CheckpointWitness.Open(folder.Witness, "example.com/witness", new() { [origin] = new KeyRing(key) }, TimeProvider.System);
        var steps = Step().Matches(Read(transcript));
        foreach (Match step in steps)
        {
            // One wrong signature stands there in base64 that is not canonical, which is malformed here before it is wrong.
            var (verdict, body) = witness.Add(Encoding.UTF8.GetBytes(step.Groups["body"].Value.Replace("rx6gx=", "rx6gw=")));
            // It says 403 where the specification, which is younger, says 404.
            var status = step.Groups["value"].Value == "unknown log" ? 404 : int.Parse(step.Groups["status"].Value);
            verdict.Status.ShouldBe(status, step.Value);
            if (status == 409)
                body.ShouldBe(step.Groups["value"].Value.Replace("\\n", "\n"));
            if (status == 200)
                body.ShouldContain(step.Groups["value"].Value);
        }

        return steps.Count;
    }

    private static string Read(string file)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(folder, "shared", "vectors", file);
            if (File.Exists(path))
                return File.ReadAllText(path);
        }

        Assert.Skip($"The published transcript is not here: shared/vectors/{file} was looked for above the repository.");
        return "";
    }

    [GeneratedRegex("^POST \\S+/add-checkpoint\n```\n(?<body>.*?)^```\nHTTP (?<status>\\d+)\n\\[Asserts\\]\nbody (contains|==) \"(?<value>[^\"]*)\"", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Step();
}
