using System.Text;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.Verification.Tiles;

namespace SharingHub.Hub.Ledger.Serving;

/// <summary>The log as C2SP tlog-tiles has it, to anyone: entries are commitments, which tell nothing without their salts.</summary>
internal static class LogEndpoints
{
    private const string Prefix = "/ledger/";

    // A tile never changes, and a partial one is the beginning of the full one. A checkpoint is old in a second.
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Fresh = "no-cache";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapLog(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods($"{Prefix}{TilePath.Checkpoint}", Reading, CheckpointAsync);
        endpoints.MapMethods($"{Prefix}log.vkey", Reading, LogKeyAsync);
        endpoints.MapMethods($"{Prefix}succession/{{old}}", Reading, SuccessionAsync);
        endpoints.MapMethods($"{Prefix}tile/{{**rest}}", Reading, TileAsync);
    }

    private static async Task CheckpointAsync(HttpContext http, CheckpointStore checkpoints) =>
        await AnswerAsync(http, (await checkpoints.ShownAsync(http.RequestAborted))?.Note);

    /// <summary>The key of the checkpoint that is shown; the newer one of two.</summary>
    private static async Task LogKeyAsync(HttpContext http, CheckpointStore checkpoints, LogKeys logKeys) =>
        await AnswerAsync(http, await checkpoints.ShownAsync(http.RequestAborted) is { Head.Size: var size } ? $"{(await logKeys.ReadAsync(http.RequestAborted)).SignedBy(size)}\n" : null);

    /// <summary>The receipt of the event that names the key which took over from the one with this id.</summary>
    private static async Task SuccessionAsync(HttpContext http, string old, LogKeys logKeys, Receipts receipts)
    {
        var keys = (await logKeys.ReadAsync(http.RequestAborted)).All;
        var successor = keys.Zip(keys.Skip(1)).FirstOrDefault(pair => pair.First.Key.Id.ToString() == old).Second;
        var receipt = successor?.EventId is { } id ? await receipts.OfPublicAsync(id, http.RequestAborted) : null;
        if (receipt is null)
        {
            NotFound(http);
            return;
        }

        await AnswerAsync(http, receipt.ToBytes(), "application/json", Fresh);
    }

    private static async Task TileAsync(HttpContext http, CheckpointStore checkpoints, TileStore tiles)
    {
        // No tile has two names: what differs from the one spelling is not there.
        if (!TilePath.TryParse(http.Request.Path.Value![Prefix.Length..], out var path)
            || TileLayout.WidthOf(path.Level, path.Index, await checkpoints.CoveredAsync(http.RequestAborted)) < path.Width
            || !(await tiles.ReadAsync([path], http.RequestAborted)).TryGetValue(path, out var bytes))
        {
            NotFound(http);
            return;
        }

        await AnswerAsync(http, bytes, "application/octet-stream", ForEver);
    }

    private static Task AnswerAsync(HttpContext http, string? text)
    {
        if (text is null)
        {
            NotFound(http);
            return Task.CompletedTask;
        }

        return AnswerAsync(http, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", Fresh);
    }

    private static async Task AnswerAsync(HttpContext http, ReadOnlyMemory<byte> bytes, string type, string cache)
    {
        var response = http.Response;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = cache;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    // What is not there yet may be in a second: nobody is to keep this answer.
    private static void NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.Headers.CacheControl = "no-store";
    }
}
