using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace SharingHub.Identity.Hosting;

internal static class Failures
{
    /// <summary>What goes wrong here is answered in OAuth's words; the cause stays in the log.</summary>
    public static void AnswerFailures(this IApplicationBuilder app) =>
        app.UseExceptionHandler(branch => branch.Run(http =>
        {
            var fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
            var database = fault is DbException || fault?.InnerException is DbException;
            http.Response.StatusCode = database ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
            return http.Response.WriteAsJsonAsync(new { error = database ? "temporarily_unavailable" : "server_error" });
        }));
}
