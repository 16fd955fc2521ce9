using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Bare;

/// <summary>The views that the bare server sends, made before anyone asks.</summary>
internal sealed class BareViews(IReadOnlyList<ByteString> records)
{
    public IReadOnlyList<RecordView> All { get; } =
    [
        .. records.Select(record => new RecordView
        {
            Name = new RecordName { Contributor = "amazonia", Kind = RecordKind.Shipment, Id = "shp-40757561352.3.r1.0", Revision = 1 },
            Version = 1,
            Record = record,
            AgreementId = "00000000-0000-0000-0000-000000000000",
            AgreementRevision = 1,
            RecordedAt = new Timestamp { Seconds = 1_800_000_000, Nanos = 123_456_000 },
        }),
    ];
}

/// <summary>Sends all views, as many a message as are asked for.</summary>
internal sealed class BareDisclosure(BareViews views) : DisclosureService.DisclosureServiceBase
{
    public override async Task Pull(PullRequest request, IServerStreamWriter<PullResponse> responseStream, ServerCallContext context)
    {
        foreach (var some in views.All.Chunk((int)request.PageSize))
        {
            await responseStream.WriteAsync(new PullResponse { Page = new Page { Views = { some } } }, context.CancellationToken);
        }

        await responseStream.WriteAsync(
            new PullResponse { End = new End { Reason = EndReason.Complete, Records = (ulong)views.All.Count } }, context.CancellationToken);
    }
}
