using System.CommandLine;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharingHub.Benchmarks.Running;

namespace SharingHub.Benchmarks.Bare;

/// <summary>
/// What gRPC over TLS can do on this machine when nobody asks, decides or keeps anything: a server with the hub's contract, messages and
/// certificates that answers at once. A process of its own, started by the benchmark.
/// </summary>
internal static class BareServer
{
    public const string Command = "bare-server";

    public static Command Create()
    {
        var listen = new Option<string>("--listen") { Required = true };
        var certificate = new Option<string>("--certificate") { Required = true };
        var key = new Option<string>("--key") { Required = true };
        var authority = new Option<string>("--ca") { Required = true };
        var records = new Option<int>("--records") { Required = true };
        var command = new Command(Command, "The server that limits are measured with") { listen, certificate, key, authority, records };
        command.Hidden = true;
        command.SetAction(async (given, cancellation) =>
        {
            var workload = await Workload.ReadAsync(cancellation);
            var views = new BareViews(workload.Make(given.GetRequiredValue(records), "bare"));
            using var server = X509Certificate2.CreateFromPemFile(given.GetRequiredValue(certificate), given.GetRequiredValue(key));
            await RunAsync(new Uri(given.GetRequiredValue(listen)), server, given.GetRequiredValue(authority), views, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(Uri listen, X509Certificate2 server, string authority, BareViews views, CancellationToken cancellation)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(authority);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Parse(listen.Host), listen.Port, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = server,
                    // As the hub: probes of health come without one.
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = (certificate, _, _) => ChainsTo(certificate, trusted),
                });
            });
        });
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(views);
        await using var app = builder.Build();
        app.MapGrpcService<BareIntake>();
        app.MapGrpcService<BareDisclosure>();
        app.MapGet("/health/ready", () => "ready\n");
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
    }

    private static bool ChainsTo(X509Certificate2 certificate, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
