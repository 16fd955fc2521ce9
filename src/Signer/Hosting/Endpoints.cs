using SharingHub.Signer.Keeping;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Hosting;

/// <summary>
/// <c>POST /sign</c>, <c>GET /last</c> and, for peer hubs' logs, <c>POST /cosign</c> for hubs; <c>GET /log.vkey</c>, <c>GET /witness.vkey</c>, <c>GET /succession/ID-OF-THE-OLD-KEY</c>
/// and probes for anyone. Statuses are those of C2SP tlog-witness: 404 another log, 409 the last size, 422 not a continuation.
/// </summary>
internal static class Endpoints
{
    private const string Text = "text/plain; charset=utf-8";

    public static void MapSigner(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("Healthy"));
        app.MapGet("/health/ready", () => Results.Text("Healthy"));
        app.MapGet("/log.vkey", (LogSigner signer) => Results.Text($"{signer.Key}\n", Text));
        app.MapGet("/witness.vkey", (LogWitness witness) => Results.Text($"{witness.Key}\n", Text));
        app.MapGet("/succession/{old}", (string old, SignerFolder folder) => folder.SuccessionOf(old) is { } succession ? Results.Text(succession, Text) : Results.NotFound());

        var hubs = app.MapGroup("").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.ClientCertificate is null ? Results.Text("Present a hub's certificate.\n", Text, statusCode: 401) : await next(context));
        hubs.MapGet("/last", (LogSigner signer) => Results.Text(signer.Last.ToText(), Text));
        hubs.MapPost("/sign", (HttpRequest http, LogSigner signer, ILogger<LogSigner> logger) => AnswerAsync(http, signer.Sign, logger));
        hubs.MapPost("/cosign", (HttpRequest http, LogWitness witness, ILogger<LogWitness> logger) => AnswerAsync(http, witness.Cosign, logger));
    }

    private static async Task<IResult> AnswerAsync(
        HttpRequest http, Func<SignRequest, (SigningVerdict Verdict, IReadOnlyList<NoteSignature> Signatures, Checkpoint Last)> sign, ILogger logger)
    {
        var body = new MemoryStream();
        try
        {
            await http.Body.CopyToAsync(body, http.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            return Results.Text("This is no request.\n", Text, statusCode: e.StatusCode);
        }

        var request = SignRequest.Parse(body.ToArray());
        if (!request.Ok)
        {
            return Results.Text(request.Problem.Sentence + "\n", Text, statusCode: 400);
        }

        try
        {
            var (verdict, signatures, last) = sign(request.Value);
            // From 0 asks where the signer is.
            if (verdict == SigningVerdict.NotConsistent || (verdict == SigningVerdict.OtherSize && request.Value.OldSize > 0))
            {
                SignerLog.Refused(logger, verdict, last.Origin, request.Value.Checkpoint.Size, last.Size);
            }

            return verdict switch
            {
                SigningVerdict.Sign => Results.Text(string.Concat(signatures.Select(s => s.ToLine())), Text),
                SigningVerdict.OtherLog => Results.Text("This signer is another log's.\n", Text, statusCode: 404),
                SigningVerdict.OtherSize => Results.Text($"{last.Size}\n", "text/x.tlog.size", statusCode: 409),
                _ => Results.Text("The checkpoint is not shown to continue the last one.\n", Text, statusCode: 422),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SignerLog.NotKept(logger, e.Message);
            return Results.Text("The signer cannot keep what it signs.\n", Text, statusCode: 503);
        }
    }
}
