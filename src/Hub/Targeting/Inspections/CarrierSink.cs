using SharingHub.Hub.Disclosure;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>A carrier's watch: what a subscription to inspections sends.</summary>
internal sealed class CarrierSink(PatientWriter<WatchInspectionsResponse> writer) : IRecordSink
{
    public Task PageAsync(Page page) => writer.WriteAsync(new WatchInspectionsResponse { Page = page });

    public Task CaughtUpAsync(string cursor) => writer.WriteAsync(new WatchInspectionsResponse { CaughtUp = new CaughtUp { Cursor = cursor } });

    public Task NoticeAsync(AgreementNotice notice) => writer.WriteAsync(new WatchInspectionsResponse { Agreement = notice });

    public Task HeartbeatAsync() => writer.WriteAsync(new WatchInspectionsResponse { Heartbeat = new Heartbeat() });

    public Task EndAsync(End end) => writer.WriteAsync(new WatchInspectionsResponse { End = end });
}
