using System.Net.Sockets;
using System.Text;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Keeping;

/// <summary>A witness that is killed while it answers: before its state is stored, between that and the answer, at the answer.</summary>
public sealed class KilledWitnessTests : IDisposable
{
    private const int Lives = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new(common: 0);
    private readonly Random _random = new(20);

    public void Dispose() => _folder.Dispose();

    private enum When
    {
        StateStored,
        AnswerBegun,
        AnyMoment,
    }

    [Fact]
    public async Task It_never_cosigns_a_second_history_after_it_was_killed()
    {
        Checkpoint? given = null;
        for (var life = 0; life < Lives; life++)
        {
            await using var witness = await WitnessProcess.StartAsync(_folder.Witness, _log);
            var size = await SizeAsync(witness);
            size.ShouldBeGreaterThanOrEqualTo(given?.Size ?? 0, "what was given out is known after the kill");
            if (size > 0)
                (await AskAndKillAsync(witness, _log.Request((int)size, (int)size + 1, history: 1), null)).Status.ShouldBe(422, "the other history");
            var next = _log.Checkpoint((int)size + 1 + _random.Next(2));
            var (status, lines) = await AskAndKillAsync(witness, _log.Request((int)size, (int)next.Size), (When)(life % 3));
            if (status == 0)
                continue;
            status.ShouldBe(200);
            WitnessAnswer.Read(Encoding.UTF8.GetBytes(lines), next.ToText(), new KeyRing(VerifierKey.Parse(witness.Vkey).OrThrow())).Ok.ShouldBeTrue();
            given = next;
        }

        given.ShouldNotBeNull();
    }

    private async Task<long> SizeAsync(WitnessProcess witness)
    {
        // No tree is as large, so this only asks where the witness is.
        var (status, body) = await AskAndKillAsync(witness, new AddCheckpointRequest(TwoHistories.Size, [], _log.Note(TwoHistories.Size)), null);
        status.ShouldBe(409);
        return long.Parse(body);
    }

    /// <summary>Status 0 if the witness was gone before its answer was whole.</summary>
    private async Task<(int Status, string Body)> AskAndKillAsync(WitnessProcess witness, AddCheckpointRequest request, When? when)
    {
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", witness.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var body = request.ToBytes();
        var before = File.GetLastWriteTimeUtc(_folder.State);
        await stream.WriteAsync(
            (byte[])[.. Encoding.ASCII.GetBytes($"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"), .. body], TestContext.Current.CancellationToken);
        if (when == When.StateStored)
        {
            SpinWait.SpinUntil(() => File.GetLastWriteTimeUtc(_folder.State) != before || socket.Available > 0, TimeSpan.FromSeconds(10));
            witness.Kill();
        }
        else if (when == When.AnyMoment)
        {
            await Task.Delay(_random.Next(4), TestContext.Current.CancellationToken);
            witness.Kill();
        }

        var answer = new byte[16 * 1024];
        var length = 0;
        try
        {
            for (int read; (read = await stream.ReadAsync(answer.AsMemory(length), TestContext.Current.CancellationToken)) > 0; length += read)
            {
                if (when == When.AnswerBegun)
                    witness.Kill();
            }
        }
        catch (IOException)
        {
            // The connection went with the process.
        }

        return Parse(Encoding.UTF8.GetString(answer, 0, length));
    }

    private static (int Status, string Body) Parse(string answer)
    {
        var border = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (border < 0)
            return (0, "");
        var content = answer[(border + 4)..];
        // Chunked, in one piece: its length, the lines, and the end.
        var body = answer[..border].Contains("chunked", StringComparison.OrdinalIgnoreCase) ? string.Join('\n', content.Split("\r\n").Skip(1).TakeWhile(l => l != "0")) : content;
        return (int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3)), body.EndsWith("\n\n", StringComparison.Ordinal) ? body[..^1] : body);
    }
}
