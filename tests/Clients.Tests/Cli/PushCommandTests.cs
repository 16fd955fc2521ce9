using System.IO.Compression;
using System.Text;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Cli;

public sealed class PushCommandTests
{
    [Fact]
    public async Task A_feed_is_pushed_and_summed_up_and_a_second_push_is_all_duplicates()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var feed = peer.Certificates.Write("feed.ndjson", string.Join("\n", Enumerable.Range(0, 250).Select(n => Records.Line($"lst-{n}"))) + "\n");

        var first = await CliRun.AsCustomsAsync(peer, "push", feed);
        var second = await CliRun.AsCustomsAsync(peer, "push", feed);

        (first.Code, second.Code).ShouldBe((ExitCode.Done, ExitCode.Done));
        Figure(first, "accepted").ShouldBe(250);
        Figure(second, "accepted").ShouldBe(0);
        Figure(second, "duplicates").ShouldBe(250);
        peer.Intake.Held.Count.ShouldBe(250);
    }

    [Fact]
    public async Task What_was_resent_after_a_lost_result_counts_as_accepted()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Breaks[2] = Fault.StreamReset; // Held, not answered.
        var feed = peer.Certificates.Write("feed.ndjson", Records.Line("lst-1"));

        var run = await CliRun.AsCustomsAsync(peer, "push", feed);

        Figure(run, "accepted").ShouldBe(1);
        Figure(run, "resent").ShouldBe(1);
        run.Error.ShouldContain("submit: ");
    }

    [Fact]
    public async Task A_line_that_does_not_parse_and_a_record_that_is_refused_are_told_by_line_and_field()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Intake.Judge = record => record.Id != "lst-4" ? null : new SubmitResult
        {
            Outcome = SubmitOutcome.Rejected,
            Reason = "RECORD_INVALID",
            Violations = { new FieldViolation { Field = "listing.gtin", Description = "8, 12, 13 or 14 digits" }, new FieldViolation { Field = "tlp", Description = "required" } },
        };
        var feed = peer.Certificates.Write("feed.ndjson", string.Join("\n", Records.Line("lst-1"), "{\"id\": oops", "", Records.Line("lst-4"), "{\"nonsense\":1}", Records.Line("lst-6")));

        var run = await CliRun.AsCustomsAsync(peer, "push", feed);

        run.Code.ShouldBe(ExitCode.SomeRefused);
        peer.Intake.Held.ShouldBe(["lst-1", "lst-6"]);
        var rejected = run.Lines.Where(line => line.TryGetProperty("outcome", out _)).OrderBy(line => line.GetProperty("line").GetString()).ToList();
        rejected.Select(line => line.GetProperty("line").GetString()).ShouldBe([$"{feed}:2", $"{feed}:4", $"{feed}:5"]);
        rejected.Select(line => line.GetProperty("reason").GetString()).ShouldBe(["RECORD_MALFORMED", "RECORD_INVALID", "RECORD_MALFORMED"]);
        rejected[1].GetProperty("violations").EnumerateArray().Select(v => v.GetProperty("field").GetString()).ShouldBe(["listing.gtin", "tlp"]);
        Figure(run, "accepted").ShouldBe(2);
        Figure(run, "rejected").ShouldBe(3);
    }

    [Fact]
    public async Task A_gzipped_feed_and_standard_input_are_read_alike()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var feed = Path.Combine(peer.Certificates.Folder, "feed.ndjson.gz");
        await using (var zip = new GZipStream(File.Create(feed), CompressionLevel.Fastest))
            await zip.WriteAsync(Encoding.UTF8.GetBytes(Records.Line("from-gz") + "\n"), TestContext.Current.CancellationToken);
        CliRun.WriteReadyFile(peer);

        var run = await CliRun.RunAsync(Records.Line("from-stdin"), ["push", feed, "-", "--data", peer.Certificates.Folder, "--as", "customs", "--results"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        peer.Intake.Held.ShouldBe(["from-gz", "from-stdin"]);
        run.Lines.Take(2).Select(line => line.GetProperty("line").GetString()).ShouldBe([$"{feed}:1", "-:1"]);
        run.Lines[0].GetProperty("receipt").GetProperty("eventId").GetString().ShouldBe("from-gz");
    }

    [Fact]
    public async Task A_broken_gzip_and_a_missing_file_are_usage_errors_in_one_line()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var broken = peer.Certificates.Write("broken.gz", "not gzip");

        var garbled = await CliRun.AsCustomsAsync(peer, "push", broken);
        var missing = await CliRun.AsCustomsAsync(peer, "push", "/no/such/file");

        (garbled.Code, missing.Code).ShouldBe((ExitCode.Usage, ExitCode.Usage));
        garbled.Error.ShouldStartWith($"{broken}:1: not readable as gzip");
        missing.Error.ShouldBe("There is no file /no/such/file.\n");
    }

    private static int Figure(CliRun run, string name) => run.Lines[^1].GetProperty("summary").GetProperty(name).GetInt32();
}
