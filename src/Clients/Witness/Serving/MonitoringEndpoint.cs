using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SharingHub.Witness.Serving;

/// <summary><c>GET /SHA-256 of the origin in hexadecimal/checkpoint</c>, for monitors.</summary>
internal sealed class MonitoringEndpoint(CheckpointWitness witness)
{
    public const string Path = "/{origin}/checkpoint";

    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (witness.Newest($"{context.GetRouteValue("origin")}/checkpoint") is { } note)
            return context.Response.Body.WriteAsync(note.ToBytes(), context.RequestAborted).AsTask();
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("No checkpoint of such a log was cosigned here.\n", context.RequestAborted);
    }
}
