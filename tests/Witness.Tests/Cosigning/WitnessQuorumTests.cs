using System.Text;
using SharingHub.Cosigning;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Cosigning;

/// <summary>A log that asks real witnesses.</summary>
public sealed class WitnessQuorumTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new();
    private readonly List<RunningWitness> _witnesses = [];

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 3; i++)
            _witnesses.Add(await RunningWitness.StartAsync(RunningWitness.Options(Path.Combine(_folder.Path, $"w{i + 1}"), _log)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var witness in _witnesses)
            await witness.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_of_them_cosign_a_log_that_grows_and_anyone_can_check_it()
    {
        using var quorum = Quorum("all");
        foreach (var size in new[] { 0, 3, 3, 20, 40 })
        {
            var cosigned = await quorum.AskAsync(_log, size);
            cosigned.Reports.Select(r => (r.Witness, r.Outcome, r.Size)).ShouldBe([("w1", WitnessOutcome.Cosigned, size), ("w2", WitnessOutcome.Cosigned, size), ("w3", WitnessOutcome.Cosigned, size)]);
            new LogPolicy(_log.Name, [_log.Signer.Key], [_witnesses[1].Key], 1).Open(cosigned.Note.ToBytes()).OrThrow().Checkpoint.Size.ShouldBe(size);
            cosigned.WitnessedAt!.Value.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Two_of_three_go_on_without_the_third_and_fetch_it_in_later()
    {
        using var quorum = Quorum("2");
        await quorum.AskAsync(_log, 5);
        var options = RunningWitness.Options(Path.Combine(_folder.Path, "w3"), _log) with { Listen = _witnesses[2].Server.Address };
        await _witnesses[2].DisposeAsync();
        var without = await quorum.AskAsync(_log, 9);
        (without.QuorumMet, without.Reports[2].Outcome).ShouldBe((true, WitnessOutcome.Unreachable));
        without.WitnessedAt.ShouldNotBeNull();

        _witnesses[2] = await RunningWitness.StartAsync(options);
        (await quorum.AskAsync(_log, 20)).Reports[2].Outcome.ShouldBe(WitnessOutcome.Cosigned);
    }

    [Fact]
    public async Task Fewer_than_asked_for_are_no_quorum_and_no_evidence()
    {
        using var quorum = Quorum("2");
        await _witnesses[0].DisposeAsync();
        await _witnesses[2].DisposeAsync();
        var alone = await quorum.AskAsync(_log, 9);
        (alone.QuorumMet, alone.WitnessedAt, alone.Note.Signatures.Count).ShouldBe((false, null, 2));
    }

    [Fact]
    public async Task After_a_restart_of_the_log_they_say_where_they_were()
    {
        using (var before = Quorum("all"))
            await before.AskAsync(_log, 7);
        using var after = Quorum("all");
        (await after.AskAsync(_log, 20)).QuorumMet.ShouldBeTrue();
    }

    [Fact]
    public async Task A_log_that_was_set_back_is_told_that_they_are_ahead()
    {
        using var quorum = Quorum("all");
        await quorum.AskAsync(_log, 20);
        var back = await quorum.AskAsync(_log, 9);
        back.Reports.ShouldAllBe(r => r.Outcome == WitnessOutcome.Ahead && r.Size == 20);
        back.QuorumMet.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_history_finds_no_quorum()
    {
        using var quorum = Quorum("2");
        await quorum.AskAsync(_log, 9);
        using var twin = Quorum("2");
        foreach (var asking in new[] { quorum, twin })
        {
            var forked = await asking.AskAsync(_log, 20, history: 1);
            forked.Reports.ShouldAllBe(r => r.Outcome == WitnessOutcome.Refused && r.Status == 422);
            forked.QuorumMet.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task The_evidence_is_as_old_as_the_cosignature_that_completes_the_quorum()
    {
        var times = new Queue<long>([100, 300, 200]);
        var scripted = new List<ScriptedWitness>();
        foreach (var time in times)
            scripted.Add(await ScriptedWitness.StartAsync((w, r) => (200, w.Line(r.Checkpoint.Text, time))));
        using var two = Asking.Quorum(_log, TimeProvider.System, "2", scripted.Select(w => (w.Signer.Key, w.Address)));
        (await two.AskAsync(_log, 9)).WitnessedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(200));
        using var all = Asking.Quorum(_log, TimeProvider.System, "all", scripted.Select(w => (w.Signer.Key, w.Address)));
        (await all.AskAsync(_log, 9)).WitnessedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(100));
        foreach (var witness in scripted)
            await witness.DisposeAsync();
    }

    [Fact]
    public async Task Witnesses_are_asked_at_the_same_time()
    {
        var all = new TaskCompletionSource();
        var waiting = 0;
        var scripted = new List<ScriptedWitness>();
        for (var i = 0; i < 3; i++)
        {
            scripted.Add(await ScriptedWitness.StartAsync(async (w, r, context) =>
            {
                if (Interlocked.Increment(ref waiting) == 3)
                    all.SetResult();
                await all.Task;
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(w.Line(r.Checkpoint.Text, 5)), context.RequestAborted);
            }));
        }

        using var quorum = Asking.Quorum(_log, TimeProvider.System, "all", scripted.Select(w => (w.Signer.Key, w.Address)));
        (await quorum.AskAsync(_log, 9)).QuorumMet.ShouldBeTrue();
        foreach (var witness in scripted)
            await witness.DisposeAsync();
    }

    [Fact]
    public async Task What_the_logs_own_side_fails_at_is_thrown()
    {
        using var quorum = Quorum("all");
        await quorum.AskAsync(_log, 7);
        await Should.ThrowAsync<TimeoutException>(quorum.CosignAsync(_log.Note(9), (_, _, _) => Task.FromException<Sha256Hash[]>(new TimeoutException()), TestContext.Current.CancellationToken));
        await Should.ThrowAsync<ArgumentException>(quorum.AskAsync(new TwoHistories(origin: "other"), 9));
    }

    [Theory]
    [InlineData("", "has no URL")]
    [InlineData("http://user:secret@127.0.0.1/", "has more than scheme, host, port and path")]
    [InlineData("http://127.0.0.1/?key=secret", "has more than scheme, host, port and path")]
    public void An_address_that_cannot_be_asked_or_holds_a_secret_is_refused_without_quoting_it(string url, string words)
    {
        var file = PolicyFile.Parse(Encoding.UTF8.GetBytes($"witness w1 {NoteSigner.Generate("w", SignatureType.Cosignature).Key} {url}\nquorum w1\n")).OrThrow();
        using var handler = WitnessConnections.Create();
        var sentence = WitnessQuorum.Create(file, _log.Name, [_log.Signer.Key], new CosigningOptions(), handler, TimeProvider.System).Problem!.Sentence;
        sentence.ShouldContain(words);
        sentence.ShouldNotContain("secret");
    }

    private WitnessQuorum Quorum(string rule) => Asking.Quorum(_log, TimeProvider.System, rule, _witnesses.Select(w => (w.Key, w.Server.Address)));
}
