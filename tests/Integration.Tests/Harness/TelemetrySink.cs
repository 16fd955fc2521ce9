using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Takes the traces and metrics that the hub exports, as OTLP over HTTP, and keeps them as they come.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];
    private readonly WebApplication _app;

    private TelemetrySink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((request.Path, body.ToArray()));
        });
    }

    /// <summary>What makes a process send here, soon and in full.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "100000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "2000",
    };

    public static TelemetrySink Start()
    {
        var sink = new TelemetrySink();
        sink._app.StartAsync().GetAwaiter().GetResult();
        return sink;
    }

    /// <summary>All of one signal, <c>traces</c> or <c>metrics</c>, a byte a character: whatever text is in it can be found.</summary>
    public string Received(string signal) => string.Join('\n', _received.Where(r => r.Path == $"/v1/{signal}").Select(r => System.Text.Encoding.Latin1.GetString(r.Body)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
