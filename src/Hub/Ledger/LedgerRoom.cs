using Microsoft.Extensions.Options;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Ledger.Serving;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.Hub.Ledger.Witnesses;

namespace SharingHub.Hub.Ledger;

internal static class LedgerRoom
{
    /// <param name="configuration">Also for the hub's own certificate, which it shows to the signer.</param>
    public static void AddLedger(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LedgerOptions>().BindConfiguration(LedgerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<IOptions<LedgerOptions>>().Value);
        services.AddSingleton<LedgerLog>();
        services.AddSingleton<LedgerState>();
        services.AddSingleton<LedgerReader>();
        services.AddHosted<LedgerWatch>();
        services.AddHosted<Sequencer>();

        services.AddSingleton<StreamOrder>();
        services.AddSingleton<EntrySource>();
        services.AddSingleton<TileStore>();
        services.AddHosted<Integrator>();
        services.AddHosted<Completeness>();

        services.AddSingleton<ConsistencyProofs>();
        services.AddSingleton<CheckpointStore>();
        services.AddSingleton(p => new SignerClient(
            p.GetRequiredService<LedgerOptions>(),
            SignerClient.Tls(p.GetRequiredService<LedgerOptions>().SignerCa, configuration["Hub:Certificate"]!, configuration["Hub:CertificateKey"]!)));
        services.AddSingleton<LogKeys>();
        services.AddSingleton<Publication>();
        services.AddHosted<Publisher>();
        services.AddHealthChecks().AddCheck<LedgerHealth>("ledger", tags: [Probes.Ready]);

        services.AddSingleton<WritingGate>();
        services.AddSingleton<Witnessing>();
        services.AddSingleton<PeerCosignatures>();
        services.AddHosted<EvidenceWatch>();
        services.AddHealthChecks().AddCheck<EvidenceHealth>("witnesses", tags: [Probes.Ready]);

        services.AddSingleton<EventParties>();
        services.AddSingleton<Receipts>();
    }

    public static void MapLedger(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapLog();
        endpoints.MapGrpcService<LedgerService>();
    }

    private static void AddHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(p => p.GetRequiredService<T>());
    }
}
