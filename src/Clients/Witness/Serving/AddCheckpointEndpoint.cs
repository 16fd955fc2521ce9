using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SharingHub.Witness.Serving;

/// <summary><c>POST /add-checkpoint</c>.</summary>
internal sealed class AddCheckpointEndpoint(CheckpointWitness witness, ILogger logger)
{
    /// <summary>63 hashes and more than sixteen of the largest signatures; larger than any request that a log has reason to make.</summary>
    public const int MaxBodyBytes = 128 * 1024;

    private const string Text = "text/plain; charset=utf-8";

    // The body is small: who takes longer holds a connection for nothing.
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(10);

    public async Task AnswerAsync(HttpContext context)
    {
        var (status, type, body) = await ReadAsync(context) is { } request ? Decide(request) : (context.Response.StatusCode, Text, "");
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private (int Status, string Type, string Body) Decide(byte[] request)
    {
        try
        {
            var (verdict, body) = witness.Add(request);
            if (verdict.Checkpoint is { } cosigned)
                WitnessLog.Cosigned(logger, cosigned.Origin, cosigned.Size);
            else if (verdict.Status == StatusCodes.Status422UnprocessableEntity)
                WitnessLog.Inconsistent(logger, Convert.ToBase64String(request));
            return (verdict.Status, verdict.ContentType, body);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WitnessLog.NotStored(logger, e.Message);
            return (StatusCodes.Status503ServiceUnavailable, Text, "The witness cannot store its state. Try again later.\n");
        }
    }

    /// <summary>Null if there is no whole body; the response's status then says why.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        stop.CancelAfter(BodyTimeout);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, stop.Token);
            return body.ToArray();
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (OperationCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
        }

        return null;
    }
}
