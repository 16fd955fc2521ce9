using System.Net;
using System.Net.Sockets;
using System.Text;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Serving;

public sealed class MalformedBodyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new();
    private RunningWitness _witness = null!;

    public async ValueTask InitializeAsync()
    {
        _witness = await RunningWitness.StartAsync(RunningWitness.Options(_folder.Witness, _log));
        (await _witness.AddAsync(_log.Request(0, 7))).Status.ShouldBe(200);
    }

    public async ValueTask DisposeAsync()
    {
        await _witness.DisposeAsync();
        _folder.Dispose();
    }

    public static TheoryData<string, Func<string, string>, int> Bodies() => new()
    {
        { "nothing", _ => "", 400 },
        { "no checkpoint", _ => "old 7\n\n", 400 },
        { "no old line", body => body["old 7\n".Length..], 400 },
        { "old with a leading zero", body => body.Replace("old 7", "old 07"), 400 },
        { "old with a sign", body => body.Replace("old 7", "old +7"), 400 },
        { "old negative", body => body.Replace("old 7", "old -7"), 400 },
        { "old beyond 63 bits", body => body.Replace("old 7", "old 9223372036854775808"), 400 },
        { "old beyond the size", body => body.Replace("old 7", "old 10"), 400 },
        { "CRLF", body => body.Replace("\n", "\r\n"), 400 },
        { "a CR on the old line", body => body.Replace("old 7\n", "old 7\r\n"), 400 },
        { "a proof line that is not base64", body => body.Replace("old 7\n", "old 7\n!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), 400 },
        { "a proof line of 31 bytes", body => body.Replace("old 7\n", "old 7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n"), 400 },
        { "a proof line in another spelling", body => body.Replace("old 7\n", "old 7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n"), 400 },
        { "65 proof lines", body => body.Replace("old 7\n", "old 7\n" + Lines(65)), 400 },
        { "63 proof lines that prove nothing", body => "old 7\n" + Lines(63) + body[body.IndexOf("\n\n", StringComparison.Ordinal)..][1..], 422 },
        { "size with a leading zero", body => body.Replace("\n9\n", "\n09\n"), 400 },
        { "size in hexadecimal", body => body.Replace("\n9\n", "\n0x9\n"), 400 },
        { "two empty lines before the checkpoint", body => body.Replace("\n\nhub", "\n\n\nhub"), 400 },
        { "two empty lines before the signatures", body => body.Replace("\n\n\u2014", "\n\n\n\u2014"), 400 },
        { "no empty line before the signatures", body => body.Replace("\n\n\u2014", "\n\u2014"), 400 },
        { "no last newline", body => body.TrimEnd('\n'), 400 },
        { "a hyphen for the dash", body => body.Replace('\u2014', '-'), 400 },
        { "101 signatures", body => body + string.Concat(Enumerable.Repeat("\u2014 x AAAAAAAA\n", 100)), 400 },
        { "100 signatures", body => body + string.Concat(Enumerable.Repeat("\u2014 x AAAAAAAA\n", 99)), 200 },
        { "another origin", body => body.Replace("\n\nhub.example/ledger/0\n", "\n\nhub.example/ledger/1\n"), 404 },
        { "an origin in capitals", body => body.Replace("\n\nhub.example/ledger/0\n", "\n\nHub.example/ledger/0\n"), 404 },
        { "another size than was signed", body => body.Replace("\n9\n", "\n8\n"), 403 },
        { "a NUL", body => body.Replace("\n\nhub", "\n\n\0hub"), 400 },
        { "a byte order mark", body => "\ufeff" + body, 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Each_is_answered_as_what_it_is(string what, Func<string, string> change, int status)
    {
        var body = _log.Request(7, 9).ToString();
        var changed = change(body);
        changed.ShouldNotBe(body, what);
        var answer = await _witness.AddAsync(Encoding.UTF8.GetBytes(changed));
        answer.Status.ShouldBe(status, what);
        (await _witness.AddAsync(_log.Request(status == 200 ? 9 : 7, 9))).Status.ShouldBe(200, "what was there is still there");
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_400()
    {
        byte[] body = [.. _log.Request(7, 9).ToBytes(), 0xff, (byte)'\n'];
        (await _witness.AddAsync(body)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_huge_body_is_refused_unread()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_witness.Server.Address, "/add-checkpoint")) { Content = new ByteArrayContent(new byte[10_000_000]) };
        request.Headers.ExpectContinue = true;
        using (var response = await http.SendAsync(request, TestContext.Current.CancellationToken))
            response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await _witness.AddAsync(_log.Request(7, 9))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_body_without_an_end_is_cut_off_at_the_limit()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _witness.Server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var chunk = Encoding.ASCII.GetBytes("1000\r\n" + new string('a', 4096) + "\r\n");
        var sent = 0;
        var answer = new byte[64];
        var read = stream.ReadAsync(answer, TestContext.Current.CancellationToken).AsTask();
        try
        {
            for (; !read.IsCompleted && sent < 100_000_000; sent += 4096)
                await stream.WriteAsync(chunk, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The witness closed while more was being sent.
        }

        sent.ShouldBeLessThan(20_000_000, "what is sent beyond the limit lies in buffers at most");
        Encoding.ASCII.GetString(answer, 0, await read).ShouldStartWith("HTTP/1.1 413");
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", count));
}
