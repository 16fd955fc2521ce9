using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Keeping;

public sealed class FolderTests : IDisposable
{
    private const string Name = "witness.example/w1";

    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_start_makes_a_key_for_its_owner_alone_and_later_starts_keep_it()
    {
        string first;
        using (var witness = Open())
            first = witness.Key.ToString();
        using (var witness = Open())
            witness.Key.ToString().ShouldBe(first);
        if (OperatingSystem.IsWindows())
            return;
        File.GetUnixFileMode(_folder.Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_folder.State).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_folder.Witness).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void What_was_cosigned_is_known_after_a_restart_also_of_a_log_that_was_not_watched_for_a_while()
    {
        var other = new TwoHistories(origin: "other.example/log");
        using (var witness = Open(_log, other))
        {
            witness.Add(_log.Request(0, 7).ToBytes()).Verdict.Status.ShouldBe(200);
            witness.Add(other.Request(0, 9).ToBytes()).Verdict.Status.ShouldBe(200);
        }

        using (var witness = Open())
            witness.Add(_log.Request(7, 8).ToBytes()).Verdict.Status.ShouldBe(200);
        using (var witness = Open(_log, other))
        {
            witness.Add(other.Request(0, 9, 1).ToBytes()).Body.ShouldBe("9\n");
            witness.Newest(WitnessPaths.CheckpointOf(TwoHistories.Origin))!.Text.ShouldBe(_log.Checkpoint(8).ToText());
        }
    }

    [Fact]
    public void One_process_has_a_folder()
    {
        using (Open())
            Should.Throw<IOException>(() => Open()).Message.ShouldContain("is in use by another witness");
        using var again = Open();
    }

    [Fact]
    public void Any_changed_byte_of_the_state_stops_the_start()
    {
        using (var witness = Open())
            witness.Add(_log.Request(0, 7).ToBytes()).Verdict.Status.ShouldBe(200);
        var state = File.ReadAllBytes(_folder.State);
        state.Length.ShouldBeGreaterThan(300);
        for (var i = 0; i < state.Length; i++)
        {
            var changed = state.ToArray();
            changed[i] ^= 1;
            Refused(changed);
        }

        foreach (var length in new[] { 0, 10, 28, 40, 73, state.Length - 1 })
            Refused(state[..length]);
        Refused([.. state, (byte)'\n']);
        File.WriteAllBytes(_folder.State, state);
        using var whole = Open();

        void Refused(byte[] bytes)
        {
            File.WriteAllBytes(_folder.State, bytes);
            Should.Throw<InvalidDataException>(() => Open()).Message.ShouldContain("state is damaged: ");
        }
    }

    [Fact]
    public void A_key_without_its_state_does_not_start()
    {
        using (var witness = Open())
            witness.Add(_log.Request(0, 7).ToBytes());
        File.Delete(_folder.State);
        Should.Throw<InvalidDataException>(() => Open()).Message.ShouldContain("state is missing beside its key");
        File.Exists(_folder.State).ShouldBeFalse();
    }

    [Fact]
    public void A_state_without_its_key_does_not_start_unless_nothing_was_cosigned()
    {
        using (Open())
            File.Delete(_folder.Key);
        using (var witness = Open())
            witness.Add(_log.Request(0, 7).ToBytes()).Verdict.Status.ShouldBe(200, "the first start may have ended between the two files");
        File.Delete(_folder.Key);
        Should.Throw<InvalidDataException>(() => Open()).Message.ShouldContain("key is missing beside its state");
    }

    [Fact]
    public void Another_witnesss_state_is_not_taken_over()
    {
        using (var witness = Open())
            witness.Add(_log.Request(0, 7).ToBytes());
        using var other = new TemporaryFolder();
        using (CheckpointWitness.Open(other.Witness, Name, [], TimeProvider.System))
        {
        }

        File.Copy(_folder.State, other.State, overwrite: true);
        Should.Throw<InvalidDataException>(() => CheckpointWitness.Open(other.Witness, Name, [], TimeProvider.System)).Message.ShouldContain("it is not the state of");
    }

    [Fact]
    public void A_key_that_is_damaged_or_open_to_others_or_of_another_name_is_refused_without_quoting_it()
    {
        using (Open())
        {
        }

        Should.Throw<InvalidDataException>(() => CheckpointWitness.Open(_folder.Witness, "w2", [], TimeProvider.System)).Message.ShouldBe("The witness in this folder is 'witness.example/w1', not 'w2'.");
        var key = File.ReadAllText(_folder.Key);
        File.WriteAllText(_folder.Key, key.Replace('+', '-'));
        // Base64 may hold and end with a plus.
        var secret = key.Split('+', 5)[^1].Trim();
        Should.Throw<InvalidDataException>(() => Open()).Message.ShouldNotContain(secret);
        File.WriteAllText(_folder.Key, key);
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_folder.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Should.Throw<InvalidDataException>(() => Open()).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public async Task A_state_that_cannot_be_stored_is_503_and_nothing_is_cosigned()
    {
        await using var witness = await RunningWitness.StartAsync(RunningWitness.Options(_folder.Witness, _log));
        (await witness.AddAsync(_log.Request(0, 7))).Status.ShouldBe(200);
        Directory.CreateDirectory(_folder.State + ".new");
        var answer = await witness.AddAsync(_log.Request(7, 9));
        (answer.Status, answer.Body.Contains('\u2014'), answer.Body.Contains(_folder.Path)).ShouldBe((503, false, false));
        Directory.Delete(_folder.State + ".new");
        (await witness.AddAsync(_log.Request(7, 9))).Status.ShouldBe(200);
    }

    private CheckpointWitness Open(params TwoHistories[] logs) => CheckpointWitness.Open(
        _folder.Witness, Name, (logs is [] ? [_log] : logs).ToDictionary(l => l.Name, l => new KeyRing(l.Signer.Key)), TimeProvider.System);
}
