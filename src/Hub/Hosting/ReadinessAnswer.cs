using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharingHub.Hub.Hosting;

/// <summary>The word for all, and a line for each check that has something to say: a probe reads the status, a person the sentence.</summary>
internal static class ReadinessAnswer
{
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var lines = report.Entries.Where(e => !string.IsNullOrEmpty(e.Value.Description)).Select(e => $"{e.Key}: {e.Value.Description}\n");
        return http.Response.WriteAsync($"{report.Status}\n{string.Concat(lines)}", http.RequestAborted);
    }
}
