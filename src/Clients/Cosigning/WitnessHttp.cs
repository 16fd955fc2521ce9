using System.Net.Http.Headers;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Cosigning;

/// <summary>One question to one witness, and as much of the answer as an answer can have.</summary>
internal sealed class WitnessHttp(HttpMessageHandler handler, CosigningOptions options, TimeProvider time) : IDisposable
{
    // Sixteen lines of the largest signature there is (ML-DSA-44, 2 420 bytes).
    private const int MaxAnswerBytes = 64 * 1024;

    private static readonly MediaTypeHeaderValue Text = new("text/plain", "utf-8");

    private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    public async Task<WitnessReply> AskAsync(WitnessAddress witness, AddCheckpointRequest request, CancellationToken stop)
    {
        using var tooLate = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, tooLate.Token);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, witness.AddCheckpoint) { Content = new ByteArrayContent(request.ToBytes()) };
            message.Content.Headers.ContentType = Text;
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response.Content, either.Token);
            return body is null
                ? WitnessReply.None(WitnessOutcome.Malformed, (int)response.StatusCode)
                : new WitnessReply(null, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return WitnessReply.None(WitnessOutcome.TimedOut);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !stop.IsCancellationRequested)
        {
            return WitnessReply.None(WitnessOutcome.Unreachable);
        }
    }

    /// <summary>Null if there is more than an answer can have; the rest is not read.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken stop)
    {
        if (content.Headers.ContentLength > MaxAnswerBytes)
            return null;
        await using var stream = await content.ReadAsStreamAsync(stop);
        using var body = new MemoryStream();
        var piece = new byte[4096];
        for (int read; (read = await stream.ReadAsync(piece, stop)) > 0;)
        {
            if (body.Length + read > MaxAnswerBytes)
                return null;
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }
}

/// <summary>What came back.</summary>
/// <param name="Failure">Why there is no answer; null if there is one.</param>
/// <param name="Status">The HTTP status, if it came that far.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Body">The whole body.</param>
internal sealed record WitnessReply(WitnessOutcome? Failure, int? Status, string? MediaType, byte[] Body)
{
    public static WitnessReply None(WitnessOutcome failure, int? status = null) => new(failure, status, null, []);
}
