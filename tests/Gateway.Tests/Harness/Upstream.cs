using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace SharingHub.Gateway.Tests.Harness;

/// <summary>What the gateway reached, as the upstream saw it.</summary>
internal sealed record Seen(string Upstream, string Protocol, string Path, string Query, int BodyBytes, Dictionary<string, string> Headers);

/// <summary>A server behind the gateway: real TLS, takes only the gateway's own client certificate, tells what it saw, echoes streams.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly ConcurrentBag<ConnectionContext> _connections;

    private Upstream(WebApplication app, string name, ConcurrentBag<ConnectionContext> connections) =>
        (_app, Name, Port, _connections) = (app, name, new Uri(app.Urls.Single()).Port, connections);

    public string Name { get; }

    public int Port { get; }

    public string Address => $"https://127.0.0.1:{Port}";

    public static async Task<Upstream> Start(string name, X509Certificate2 certificate, X509Certificate2 gateway, int port = 0)
    {
        var connections = new ConcurrentBag<ConnectionContext>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listener =>
            {
                listener.Use(next => connection =>
                {
                    connections.Add(connection);
                    return next(connection);
                });
                listener.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (presented, _, _) => presented.RawDataMemory.Span.SequenceEqual(gateway.RawData);
                });
            });
        });
        var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/sharinghub.v1.EchoService/Stream", EchoStream);
        app.MapPost("/sharinghub.v1.EchoService/Reset", ResetAfterOneMessage);
        app.MapPost("/sharinghub.v1.{service}/{method}", context => TellGrpc(context, name));
        app.MapPost("/grpc.health.v1.Health/{method}", context => TellGrpc(context, name));
        app.MapFallback(context => Tell(context, name));
        await app.StartAsync();
        return new Upstream(app, name, connections);
    }

    /// <summary>What a killed process leaves behind: sockets that close, without a word of HTTP/2.</summary>
    public void CutConnections()
    {
        foreach (var connection in _connections)
            connection.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>gRPC's framing travels unread, so an echo of bytes is an echo of messages.</summary>
    private static async Task EchoStream(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task ResetAfterOneMessage(HttpContext context)
    {
        const int InternalError = 2;
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 1, 1 });
        await context.Response.Body.FlushAsync();
        // Long enough for the message to travel ahead of the reset.
        await Task.Delay(200, context.RequestAborted);
        context.Features.Get<IHttpResetFeature>()!.Reset(InternalError);
    }

    private static async Task TellGrpc(HttpContext context, string name)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(await See(context, name));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length });
        await context.Response.Body.WriteAsync(message);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task Tell(HttpContext context, string name) => await context.Response.WriteAsJsonAsync(await See(context, name));

    private static async Task<Seen> See(HttpContext context, string name)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new Seen(name, context.Request.Protocol, context.Request.Path, context.Request.QueryString.ToString(), (int)body.Length,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()));
    }
}
