using SharingHub.Hub.Agreements;

namespace SharingHub.Hub.Disclosure;

internal static class DisclosureRoom
{
    public static void AddDisclosure(this IServiceCollection services)
    {
        services.AddSingleton<SharingBook>();
        services.AddSingleton<PastRules>();
        services.AddSingleton<IDecisionQuestions, DecisionQuestions>();
        services.AddSingleton<CursorCodec>();
        services.AddSingleton<ExpungeNotices>();
        services.AddSingleton<PageReader>();
        services.AddSingleton<DisclosureWriter>();
        services.AddHostedService(p => p.GetRequiredService<DisclosureWriter>());
        services.AddSingleton<DenialLog>();
        services.AddHostedService(p => p.GetRequiredService<DenialLog>());
        services.AddSingleton<DisclosureRecords>();
        services.AddSingleton<UseRecords>();
        services.AddSingleton<OnwardDisclosures>();
        services.AddSingleton<JoinReader>();
        services.AddSingleton<Tellings>();
        services.AddSingleton<ContributorProofs>();
        services.AddSingleton<OriginReceipts>();
        services.AddSingleton<RecordDisclosures>();
        services.AddSingleton<RecordPages>();
        services.AddSingleton<PurposeCheck>();
        services.AddSingleton<SingleRecords>();
        services.AddSingleton<RecordReadings>();
        services.AddSingleton<IDeliveryCounts, DeliveryCounts>();
    }

    public static void MapDisclosure(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<DisclosureService>();
}
