using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Bare;

/// <summary>Gives every record a result of the hub's size, one message for each message, and keeps nothing.</summary>
internal sealed class BareIntake : IntakeService.IntakeServiceBase
{
    private static readonly ByteString Digest = ByteString.CopyFrom(new byte[32]);

    public override async Task Submit(IAsyncStreamReader<SubmitRequest> requestStream, IServerStreamWriter<SubmitResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new SubmitResponse { Opened = new SubmitOpened { Credit = 2048 } }, context.CancellationToken);
        var position = 0UL;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var results = new SubmitResults();
            foreach (var _ in requestStream.Current.Records)
            {
                results.Results.Add(Accepted(position++));
            }

            await responseStream.WriteAsync(new SubmitResponse { Results = results }, context.CancellationToken);
        }
    }

    private static SubmitResult Accepted(ulong position) => new()
    {
        Position = position,
        Outcome = SubmitOutcome.Accepted,
        Receipt = new RecordReceipt
        {
            EventId = "00000000-0000-0000-0000-000000000000",
            Name = new RecordName { Contributor = "amazonia", Kind = RecordKind.Shipment, Id = "shp-40757561352.3.r1.0", Revision = 1 },
            Version = 1,
            CommittedAt = new Timestamp { Seconds = 1_800_000_000, Nanos = 123_456_000 },
            ContentDigest = Digest,
        },
    };
}
