namespace SharingHub.Hub.Ledger;

internal static class LedgerRoom
{
    public static void AddLedger(this IServiceCollection services)
    {
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<LedgerWatch>();
        services.AddHostedService(p => p.GetRequiredService<LedgerWatch>());
        services.AddSingleton<Sequencer>();
        services.AddHostedService(p => p.GetRequiredService<Sequencer>());
    }
}
