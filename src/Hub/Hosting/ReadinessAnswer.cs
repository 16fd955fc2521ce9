using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharingHub.Hub.Hosting;

/// <summary>The word for all, and a line for each check that is not healthy: a probe reads the status, a person the sentence.</summary>
internal static class ReadinessAnswer
{
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var lines = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}\n");
        return http.Response.WriteAsync($"{report.Status}\n{string.Concat(lines)}", http.RequestAborted);
    }
}
