using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.Hub.Intake.Validation;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.Hub.Members;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// What each safeguard costs by itself: microseconds of one processor a record, by the hub's own code in this process, on the operation's records. No database,
/// network or disk.
/// </summary>
internal sealed class Costs(params Comparison[] beside) : Line("costs", "what each safeguard costs, one processor", beside)
{
    private const int Together = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    private List<Prepared> _records = [];
    private List<SubmitRequest> _signed = [];
    private MemberState _contributor = null!;

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        var signer = NoteSigner.Generate("amazonia/bench", SignatureType.Ed25519);
        _contributor = new MemberState { MemberId = "amazonia", SigningKeys = { [signer.Key.ToString()] = false } };
        var records = (await stage.WorkloadAsync(cancellation)).Originals.Take(10_000).ToList();
        _records = [.. records.Select((record, i) => Prepared.Of(record, i))];
        _signed = [.. records.Chunk(Together).Select(some => Signatures.Sign(new SubmitRequest { Records = { some.Select(record => record.ToByteString()) } }, signer))];
    }

    public override Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation) => pass.MeasureAsync(() => Task.FromResult<IReadOnlyList<Reading>>(
    [
        // On the way in.
        Cost("parse and validate", () => Each(one => RecordParser.TryParse(one.Bytes, out var record, out _) && RecordValidator.Validate(record).IsValid)),
        Cost("content digest", () => Each(one => StreamKeyring.ContentDigest(one.Key, CanonicalRecord.Of(one.Record)).Length > 0)),
        Cost("seal", () => Each(one => SealedBody.Seal(one.Key, one.Id, one.Event.Stream, 1, one.Bytes).Length > 0)),
        Cost("signature, 100 a message", () => _signed.TrueForAll(message => SignatureCheck.Of(message, _contributor).Proofs is { Count: > 0 })),
        // In the ledger.
        Cost("open", () => Each(one => SealedBody.Open(one.Key, one.Id, one.Event.Stream, 1, one.Sealed) is not null)),
        Cost("ledger entry", () => Each(one => Envelopes.Entry(one.Event, one.Key).Length > 0)),
        Cost("tree", GrowTree),
        // On the way out, beside opening.
        Cost("delivered digest", () => Each(one => StreamKeyring.DeliveredDigest(one.Key, one.Id, one.Bytes).Length > 0)),
    ]));

    private Reading Cost(string what, Func<bool> all)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp;)
            Require(all());
        var at = Stopwatch.GetTimestamp();
        Require(all());
        return new Reading($"µs {what}", Stopwatch.GetElapsedTime(at).TotalMicroseconds / _records.Count);

        void Require(bool good)
        {
            if (!good)
                throw new MeasurementException($"{what} failed");
        }
    }

    private bool Each(Predicate<Prepared> work) => _records.TrueForAll(work);

    private bool GrowTree()
    {
        var (size, root, files) = (0L, new Sha256Hash(SHA256.HashData([])), new Dictionary<TilePath, ReadOnlyMemory<byte>>());
        foreach (var some in _records.Chunk(Integrator.Batch))
        {
            var grown = LogGrowth.Append(size, root, path => files.TryGetValue(path, out var bytes) ? bytes : null, some.Select(one => (ReadOnlyMemory<byte>)one.Entry));
            if (!grown.Ok)
                return false;
            (size, root) = (grown.Value.Size, grown.Value.Root);
            foreach (var file in grown.Value.Files)
                files[file.Path] = file.Bytes;
        }

        return size == _records.Count;
    }

    private sealed record Prepared(IntelRecord Record, byte[] Bytes, byte[] Key, Guid Id, byte[] Sealed, SequencedEvent Event, byte[] Entry)
    {
        public static Prepared Of(IntelRecord record, int index)
        {
            var (bytes, key, id, stream) = (record.ToByteArray(), StreamKeyring.NewKey(), Guid.CreateVersion7(), $"record/amazonia/listing/{record.Id}");
            var now = DateTimeOffset.UnixEpoch;
            var one = new SequencedEvent(
                index, now, id, stream, 1, EventTypes.RecordSubmitted, now, new OpenedBody(BodyAccess.Open, bytes, bytes.Length, key), "amazonia", "client:amazonia/feed", null);
            return new Prepared(record, bytes, key, id, SealedBody.Seal(key, id, stream, 1, bytes), one, Envelopes.Entry(one, key));
        }
    }
}
