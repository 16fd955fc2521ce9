using SharingHub.Verification.Notes;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Serving;

/// <summary><c>sharinghub witness</c> as a person runs it.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_its_key_and_cosigns_and_one_process_has_its_folder()
    {
        await using var witness = await WitnessProcess.StartAsync(_folder.Witness, _log);
        var key = VerifierKey.Parse(witness.Vkey).OrThrow();
        (key.Name, key.Type).ShouldBe(("witness.example/w1", SignatureType.Cosignature));
        using var http = new HttpClient();
        using var content = new ByteArrayContent(_log.Request(0, 7).ToBytes());
        using var response = await http.PostAsync(new Uri(witness.Address, "/add-checkpoint"), content, TestContext.Current.CancellationToken);
        var lines = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Verification.Witnessing.WitnessAnswer.Read(lines, _log.Checkpoint(7).ToText(), new KeyRing(key)).Ok.ShouldBeTrue();

        var second = await RunAsync();
        (second.Code, second.Error).ShouldBe((2, $"{_folder.Witness} is in use by another witness. One process has a folder; stop the other first.\n"));
    }

    [Fact]
    public async Task A_damaged_state_is_one_clear_line_and_exit_code_two()
    {
        await using (await WitnessProcess.StartAsync(_folder.Witness, _log))
        {
        }

        await File.AppendAllTextAsync(_folder.State, "x\n", TestContext.Current.CancellationToken);
        var run = await RunAsync();
        (run.Code, run.Output).ShouldBe((2, ""));
        run.Error.ShouldStartWith($"{_folder.State} is damaged: its checksum does not fit.");
        run.Error.Count(c => c == '\n').ShouldBe(1);
    }

    [Theory]
    [InlineData("--log x+y", "--log: ")]
    [InlineData("--name a+b", "--name: A key's name is not empty")]
    [InlineData("--listen here", "--listen: 'here' is not an address")]
    public async Task A_wrong_value_is_said_with_its_option(string wrong, string words)
    {
        var run = await RunAsync(wrong.Split(' '));
        run.Code.ShouldBe(2);
        run.Error.ShouldContain(words);
        Directory.Exists(_folder.Witness).ShouldBeFalse();
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] more)
    {
        string[] usual = ["--data", _folder.Witness, "--listen", "http://127.0.0.1:0", "--name", "witness.example/w1", "--log", _log.Signer.Key.ToString()];
        var kept = usual.Chunk(2).Where(pair => !more.Contains(pair[0])).SelectMany(pair => pair);
        return WitnessProcess.RunAsync([.. kept, .. more]);
    }
}
