using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharingHub.Sdk;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>A peer that speaks the contract over real TLS on a free port, and misbehaves as scripted.</summary>
public sealed class ScriptedHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = Certificates.Server;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(Intake).AddSingleton(Disclosure).AddSingleton(Agreements).AddSingleton(Audit).AddSingleton(Ledger)
            .AddSingleton(Targeting).AddSingleton(Correlation);
        _app = builder.Build();
        _app.MapGrpcService<ScriptedIntake>();
        _app.MapGrpcService<ScriptedDisclosure>();
        _app.MapGrpcService<ScriptedAgreements>();
        _app.MapGrpcService<ScriptedAudit>();
        _app.MapGrpcService<ScriptedLedger>();
        _app.MapGrpcService<ScriptedTargeting>();
        _app.MapGrpcService<ScriptedCorrelation>();
        _app.MapGet("/ledger/{**path}", (string path) => Ledger.Files(path) is { } file ? Results.Bytes(file) : Results.NotFound());
        _app.MapPost("/connect/token", (HttpRequest request) => Tokens.AnswerAsync(request));
    }

    public TestCertificates Certificates { get; } = new();

    public ScriptedTokens Tokens { get; } = new();

    public ScriptedIntake Intake { get; } = new();

    public ScriptedDisclosure Disclosure { get; } = new();

    public ScriptedAgreements Agreements { get; } = new();

    public ScriptedAudit Audit { get; } = new();

    public ScriptedLedger Ledger { get; } = new();

    public ScriptedTargeting Targeting { get; } = new();

    public ScriptedCorrelation Correlation { get; } = new();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public HubConnectionOptions Options => new()
    {
        Gateway = Address,
        CaPath = Certificates.CaPath,
        ClientId = "customs-main",
        CertificatePath = Certificates.ClientCertificatePath,
        KeyPath = Certificates.ClientKeyPath,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        RetryFor = TimeSpan.FromSeconds(5),
    };

    public static async Task<ScriptedHub> StartAsync()
    {
        var hub = new ScriptedHub();
        await hub._app.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }

    public HubConnection Connect() => new(Options);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Certificates.Dispose();
    }
}
