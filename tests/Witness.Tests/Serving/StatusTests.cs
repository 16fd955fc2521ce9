using System.Text;
using Microsoft.Extensions.Time.Testing;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Serving;

public sealed class StatusTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_469_400);

    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new();
    private RunningWitness _witness = null!;

    public async ValueTask InitializeAsync() =>
        _witness = await RunningWitness.StartAsync(RunningWitness.Options(_folder.Witness, _log), new FakeTimeProvider(Now));

    public async ValueTask DisposeAsync()
    {
        await _witness.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_log_that_grows_is_cosigned_again_and_again_at_the_time_it_is()
    {
        foreach (var (old, size) in new[] { (0, 0), (0, 3), (3, 3), (3, 20), (20, 40) })
        {
            var answer = await _witness.AddAsync(_log.Request(old, size));
            (answer.Status, answer.Type!.MediaType).ShouldBe((200, "text/plain"));
            var cosignature = WitnessAnswer.Read(Encoding.UTF8.GetBytes(answer.Body), _log.Checkpoint(size).ToText(), new KeyRing(_witness.Key)).OrThrow().Single();
            cosignature.Time.ShouldBe(Now.ToUnixTimeSeconds());
        }
    }

    [Fact]
    public async Task Another_size_than_the_latest_is_409_with_the_size_in_its_own_type()
    {
        await _witness.AddAsync(_log.Request(0, 7));
        var answer = await _witness.AddAsync(_log.Request(3, 9));
        (answer.Status, answer.Type!.ToString(), answer.Body).ShouldBe((409, "text/x.tlog.size", "7\n"));
    }

    [Fact]
    public async Task A_second_history_is_422_and_what_was_there_stays()
    {
        await _witness.AddAsync(_log.Request(0, 7));
        (await _witness.AddAsync(_log.Request(7, 9, history: 1))).Status.ShouldBe(422);
        (await _witness.AddAsync(_log.Request(7, 7, history: 1))).Status.ShouldBe(422);
        (await _witness.AddAsync(_log.Request(7, 9))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_unknown_log_is_404() =>
        (await _witness.AddAsync(new TwoHistories(origin: "other.example/log").Request(0, 7))).Status.ShouldBe(404);

    [Fact]
    public async Task Without_the_logs_signature_it_is_403_whatever_the_sizes()
    {
        await _witness.AddAsync(_log.Request(0, 7));
        var answer = await _witness.AddAsync(new TwoHistories().Request(0, 9));
        (answer.Status, answer.Body.Contains('7')).ShouldBe((403, false));
    }

    [Fact]
    public async Task An_old_size_beyond_the_checkpoint_is_400() => (await _witness.AddAsync(_log.Request(9, 7))).Status.ShouldBe(400);

    [Fact]
    public async Task A_log_that_changes_its_key_is_known_by_both()
    {
        var next = NoteSigner.Generate(TwoHistories.Origin, SignatureType.Ed25519);
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(RunningWitness.Options(folder.Witness, _log) with { Logs = [_log.Signer.Key, next.Key] });
        (await witness.AddAsync(_log.Request(0, 7))).Status.ShouldBe(200);
        var text = _log.Checkpoint(9).ToText();
        (await witness.AddAsync(new AddCheckpointRequest(7, _log.Proof(7, 9), SignedNote.Create(text, [next.Sign(text, 0)]).OrThrow()))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_monitor_gets_the_newest_note_with_the_logs_signature_and_the_witnesss()
    {
        var path = "/" + WitnessPaths.CheckpointOf(TwoHistories.Origin);
        (await _witness.GetAsync(path)).Status.ShouldBe(404);
        await _witness.AddAsync(_log.Request(0, 7));
        var cosigned = await _witness.AddAsync(_log.Request(7, 9));

        var answer = await _witness.GetAsync(path);
        (answer.Status, answer.Type!.ToString()).ShouldBe((200, "text/plain; charset=utf-8"));
        var opened = new LogPolicy(TwoHistories.Origin, [_log.Signer.Key], [_witness.Key], 1).Open(Encoding.UTF8.GetBytes(answer.Body)).OrThrow();
        opened.Checkpoint.ShouldBe(_log.Checkpoint(9));
        answer.Body.ShouldEndWith(cosigned.Body);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/checkpoint")]
    [InlineData("/state")]
    [InlineData("/key")]
    [InlineData("/..%2fkey/checkpoint")]
    [InlineData("/0C09120E699564D4976BCF9119CB6E7D866ED694EAABE96429017B90C1F61A8F/checkpoint")]
    public async Task Nothing_else_is_there(string path)
    {
        await _witness.AddAsync(_log.Request(0, 7));
        (await _witness.GetAsync(path)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Asking_to_add_with_another_method_is_405() => (await _witness.GetAsync("/add-checkpoint")).Status.ShouldBe(405);
}
