using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace SharingHub.Identity.Hosting;

internal static class Failures
{
    /// <summary>What goes wrong is answered in OAuth's words. Our faults are logged; a caller's malformed request is not one.</summary>
    public static void AnswerFailures(this IApplicationBuilder app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = failed => Name(failed.Exception).Status < StatusCodes.Status500InternalServerError,
            ExceptionHandler = http =>
            {
                var (status, error) = Name(http.Features.Get<IExceptionHandlerFeature>()!.Error);
                http.Response.StatusCode = status;
                return http.Response.WriteAsJsonAsync(new { error });
            },
        });

    private static (int Status, string Error) Name(Exception fault) => fault switch
    {
        BadHttpRequestException bad => (bad.StatusCode, "invalid_request"),
        // A form with too many or too long fields.
        InvalidDataException => (StatusCodes.Status400BadRequest, "invalid_request"),
        DbException or { InnerException: DbException } => (StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable"),
        _ => (StatusCodes.Status500InternalServerError, "server_error"),
    };
}
