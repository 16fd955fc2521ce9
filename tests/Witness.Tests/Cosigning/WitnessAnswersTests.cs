using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SharingHub.Cosigning;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Cosigning;

/// <summary>One witness, and everything that it may do instead of cosigning.</summary>
public sealed class WitnessAnswersTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_469_400);

    private readonly TwoHistories _log = new();
    private readonly FakeTimeProvider _time = new(Now);

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-86_400)]
    public async Task A_good_cosignature_is_on_the_note_with_its_own_time(int seconds)
    {
        var result = await AskAsync((w, r) => (200, w.Line(r.Checkpoint.Text, Now.ToUnixTimeSeconds() + seconds)));
        (result.Only.Outcome, result.Only.Size, result.Checkpoint.QuorumMet).ShouldBe((WitnessOutcome.Cosigned, 9, true));
        result.Checkpoint.WitnessedAt.ShouldBe(Now.AddSeconds(seconds));
        result.Checkpoint.Note.Signatures.Select(s => s.Name).ShouldBe([TwoHistories.Origin, "scripted"]);
    }

    public static TheoryData<string, Func<ScriptedAnswer, (int, string)>, WitnessOutcome> Bad() => new()
    {
        { "a signature over another tree", a => (200, a.Line("other\n1\nAAAA\n", 0)), WitnessOutcome.BadSignature },
        { "a changed bit", a => (200, Flip(a.Line(a.Text, 0))), WitnessOutcome.BadSignature },
        { "an unknown key only", a => (200, NoteSigner.Generate("scripted", SignatureType.Cosignature).Sign(a.Text, a.Now).ToLine()), WitnessOutcome.BadSignature },
        { "a good one and a bad one", a => (200, a.Line(a.Text, 0) + a.Line("other\n", 0)), WitnessOutcome.BadSignature },
        { "no time", a => (200, a.Line(a.Text, -a.Now)), WitnessOutcome.BadSignature },
        { "a future time", a => (200, a.Line(a.Text, 301)), WitnessOutcome.BadTime },
        { "the end of time", a => (200, a.Line(a.Text, long.MaxValue - a.Now)), WitnessOutcome.BadTime },
        { "nothing", _ => (200, ""), WitnessOutcome.Malformed },
        { "no newline", a => (200, a.Line(a.Text, 0).TrimEnd('\n')), WitnessOutcome.Malformed },
        { "a page", _ => (200, "<html>\n"), WitnessOutcome.Malformed },
        { "lines before", a => (200, "\n" + a.Line(a.Text, 0)), WitnessOutcome.Malformed },
        { "101 lines", a => (200, string.Concat(Enumerable.Repeat(a.Line(a.Text, 0), 101))), WitnessOutcome.Malformed },
        { "a conflict without a size", _ => (409, ""), WitnessOutcome.Malformed },
        { "a conflict with a leading zero", _ => (409, "07\n"), WitnessOutcome.Malformed },
        { "a conflict without a newline", _ => (409, "7"), WitnessOutcome.Malformed },
        { "a conflict below nothing", _ => (409, "-1\n"), WitnessOutcome.Malformed },
        { "a conflict beyond 63 bits", _ => (409, "9223372036854775808\n"), WitnessOutcome.Malformed },
        { "a conflict with the same size for ever", _ => (409, "7\n"), WitnessOutcome.Conflict },
        { "a conflict with a larger tree", _ => (409, "10\n"), WitnessOutcome.Ahead },
        { "403", _ => (403, "who are you\n"), WitnessOutcome.Refused },
        { "422", _ => (422, "no\n"), WitnessOutcome.Refused },
        { "500", _ => (500, ""), WitnessOutcome.Refused },
        { "204", _ => (204, ""), WitnessOutcome.Refused },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Anything_else_is_reported_and_leaves_the_note_as_it_was(string what, Func<ScriptedAnswer, (int, string)> answer, WitnessOutcome outcome)
    {
        var result = await AskAsync((w, r) => answer(new ScriptedAnswer(w, r.Checkpoint.Text, Now.ToUnixTimeSeconds())));
        result.Only.Outcome.ShouldBe(outcome, what);
        (result.Checkpoint.QuorumMet, result.Checkpoint.WitnessedAt).ShouldBe((false, null));
        result.Checkpoint.Note.ToString().ShouldBe(_log.Note(9).ToString());
        result.Asked.Count.ShouldBeLessThan(3);
    }

    [Fact]
    public async Task Many_good_lines_count_and_are_kept_once()
    {
        var result = await AskAsync((w, r) => (200, string.Concat(Enumerable.Range(0, 50).Select(i => w.Line(r.Checkpoint.Text, 1 + i)))));
        result.Checkpoint.Note.Signatures.Count.ShouldBe(2);
        result.Checkpoint.WitnessedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(50));
    }

    [Fact]
    public async Task On_a_conflict_it_is_asked_once_more_with_the_proof_from_the_size_that_it_named()
    {
        var result = await AskAsync((w, r) => r.OldSize == 7 ? (200, w.Line(r.Checkpoint.Text, 5)) : (409, "7\n"));
        result.Only.Outcome.ShouldBe(WitnessOutcome.Cosigned);
        result.Asked.Select(r => (r.OldSize, r.Proof.Count)).ShouldBe([(0, 0), (7, _log.Proof(7, 9).Length)]);
        result.Asked[1].Proof.ShouldBe(_log.Proof(7, 9));
    }

    [Fact]
    public async Task A_witness_that_names_another_size_each_time_is_left_after_two_questions()
    {
        var size = 2;
        var result = await AskAsync((_, _) => (409, $"{size++}\n"));
        (result.Only.Outcome, result.Only.Size, result.Asked.Count).ShouldBe((WitnessOutcome.Conflict, 3, 2));
    }

    [Fact]
    public async Task A_conflict_in_another_media_type_is_no_size()
    {
        var result = await AskAsync((_, _, context) =>
        {
            context.Response.StatusCode = 409;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("7\n", context.RequestAborted);
        });
        result.Only.Outcome.ShouldBe(WitnessOutcome.Malformed);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var elsewhere = await ScriptedWitness.StartAsync((w, r) => (200, w.Line(r.Checkpoint.Text, 5)));
        var result = await AskAsync((_, _, context) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(elsewhere.Address, "/add-checkpoint").ToString();
            return Task.CompletedTask;
        });
        (result.Only.Outcome, result.Only.Status).ShouldBe((WitnessOutcome.Refused, 307));
        elsewhere.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_witness_that_is_down_is_unreachable()
    {
        using var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)gone.LocalEndpoint).Port}/");
        gone.Stop();
        using var quorum = Asking.Quorum(_log, _time, "all", (NoteSigner.Generate("w", SignatureType.Cosignature).Key, address));
        (await quorum.AskAsync(_log, 9)).Reports.Single().Outcome.ShouldBe(WitnessOutcome.Unreachable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_witness_is_waited_for_a_second_also_for_its_last_byte(bool begins)
    {
        var asked = new TaskCompletionSource();
        await using var witness = await ScriptedWitness.StartAsync(async (w, r, context) =>
        {
            if (begins)
                await context.Response.WriteAsync(w.Line(r.Checkpoint.Text, 5)[..20], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var quorum = Asking.Quorum(_log, _time, new CosigningOptions(), "all", (witness.Signer.Key, witness.Address));
        var asking = quorum.AskAsync(_log, 9);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        asking.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var report = (await asking).Reports.Single();
        (report.Outcome, report.Took).ShouldBe((WitnessOutcome.TimedOut, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    [InlineData(500)]
    public async Task An_answer_without_an_end_is_not_read_to_it(int status)
    {
        var sent = 0L;
        var over = new TaskCompletionSource();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await AskAsync(async (_, _, context) =>
        {
            try
            {
                context.Response.StatusCode = status;
                var line = Encoding.UTF8.GetBytes("\u2014 x AAAAAAAA\n");
                for (; sent < 1_000_000_000; sent += line.Length)
                    await context.Response.Body.WriteAsync(line, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The asker hung up.
            }
            finally
            {
                over.SetResult();
            }
        });
        result.Only.Outcome.ShouldBe(WitnessOutcome.Malformed);
        await over.Task.WaitAsync(TestContext.Current.CancellationToken);
        sent.ShouldBeLessThan(20_000_000, "what lies in the buffers of two ends");
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public async Task Who_stops_the_asking_is_not_answered_with_a_report()
    {
        using var stop = new CancellationTokenSource();
        await using var witness = await ScriptedWitness.StartAsync((_, _, _) =>
        {
            stop.Cancel();
            return Task.Delay(Timeout.Infinite, CancellationToken.None);
        });
        using var quorum = Asking.Quorum(_log, _time, "all", (witness.Signer.Key, witness.Address));
        await Should.ThrowAsync<OperationCanceledException>(quorum.CosignAsync(_log.Note(9), (_, _, _) => Task.FromResult(Array.Empty<Verification.Sha256Hash>()), stop.Token));
    }

    private Task<Result> AskAsync(Func<ScriptedWitness, AddCheckpointRequest, (int Status, string Body)> answer) => AskAsync(ScriptedWitness.StartAsync(answer));

    private Task<Result> AskAsync(Func<ScriptedWitness, AddCheckpointRequest, HttpContext, Task> answer) => AskAsync(ScriptedWitness.StartAsync(answer));

    private async Task<Result> AskAsync(Task<ScriptedWitness> starting)
    {
        await using var witness = await starting;
        using var quorum = Asking.Quorum(_log, _time, "all", (witness.Signer.Key, witness.Address));
        return new Result(await quorum.AskAsync(_log, 9), witness.Asked);
    }

    private static string Flip(string line)
    {
        var middle = line.Length - 20;
        return line[..middle] + (line[middle] == 'A' ? 'B' : 'A') + line[(middle + 1)..];
    }

    private sealed record Result(CosignedCheckpoint Checkpoint, List<AddCheckpointRequest> Asked)
    {
        public WitnessReport Only => Checkpoint.Reports.Single();
    }

    public sealed class ScriptedAnswer
    {
        private readonly ScriptedWitness _witness;

        internal ScriptedAnswer(ScriptedWitness witness, string text, long now) => (_witness, Text, Now) = (witness, text, now);

        public string Text { get; }

        public long Now { get; }

        /// <summary>The witness's own line over a text, at a time that many seconds from now.</summary>
        public string Line(string text, long seconds) => _witness.Line(text, Now + seconds);
    }
}
