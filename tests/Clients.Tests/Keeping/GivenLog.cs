using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Sdk.Keeping;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using AgreementRevision = SharingHub.Verification.Events.AgreementRevision;

namespace SharingHub.Clients.Tests.Keeping;

/// <summary>A log with real keys, the events in it, and the receipts that its hub gave for them.</summary>
internal sealed class GivenLog
{
    public static readonly Guid Agreement = Guid.Parse("12e50abf-a606-8631-a858-b013cdb15116");

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, int> _successions = [];
    private NoteSigner _log = NoteSigner.Generate("hub.example/ledger/0", SignatureType.Ed25519);
    private readonly NoteSigner _witness = NoteSigner.Generate("witness.example/w1", SignatureType.Cosignature);
    private readonly byte[] _key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly List<(EventEnvelope Envelope, byte[] Body)> _events = [];

    public bool Cosigned { get; set; }

    public string LogKey => _log.Key.ToString();

    public string Policy => $"log {_log.Key}\nwitness w1 {_witness.Key}\nquorum w1\n";

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    public static IntelRecord Record(int number) => Peer.Records.Listing($"lst-{number}");

    /// <summary>A submission in the log, and what its contributor keeps of it.</summary>
    public KeptAct Submission(int number)
    {
        var result = new SubmitResult
        {
            Outcome = SubmitOutcome.Accepted,
            Receipt = new RecordReceipt { EventId = Id(number).ToString(), Name = NameOf(number), Version = 1, CommittedAt = Noon.AddSeconds(number).ToTimestamp() },
        };
        Add(number, $"record/customs/listing/lst-{number}", "record.submitted.v1", Noon.AddSeconds(number), null, Record(number).ToByteArray());
        return KeptAct.Of(result, Record(number).ToByteString())!;
    }

    /// <summary>A disclosure of two records in the log, and what its recipient keeps of it.</summary>
    public KeptDisclosure Disclosure(int number)
    {
        var disclosed = new Disclosed { Recipient = "customs", Purpose = Purpose.BorderTargeting, AgreementId = Agreement.ToString(), AgreementRevision = 2 };
        disclosed.Records.Add(new DisclosedRecord { Name = NameOf(1), Version = 1 });
        disclosed.Records.Add(new DisclosedRecord { Name = NameOf(2), Version = 4, Notice = NoticeType.Retracted });
        Add(number, $"disclosure/{Id(number)}", "disclosure.v1", Noon, new AgreementRevision(Agreement, 2), disclosed.ToByteArray());
        return KeptDisclosure.Of(PageOf(number), Purpose.BorderTargeting).Single();
    }

    /// <summary>Has another key take over: it alone signs from now on.</summary>
    /// <param name="number">The event's.</param>
    /// <param name="note">What the event says, where it is not what both keys signed.</param>
    public void Rotate(int number, Func<NoteSigner, NoteSigner, SignedNote>? note = null)
    {
        var next = NoteSigner.Generate(_log.Key.Name, SignatureType.Ed25519);
        var said = note?.Invoke(_log, next) ?? KeySuccession.Sign(_log, next).Note;
        _successions[$"succession/{_log.Key.Id}"] = _events.Count;
        Add(number, "ledger/key", KeySuccession.EventType, Noon, null, new LogKeySucceeded { Note = said.ToString() }.ToByteArray());
        _log = next;
    }

    /// <summary>A file of the log: only what says who took over.</summary>
    public byte[]? File(string path) => _successions.TryGetValue(path, out var index) ? SharingHub.Sdk.Proving.ReceiptReading.Read(Receipt(index)).OrThrow().ToBytes() : null;

    public GetReceiptsResponse Answer(GetReceiptsRequest request)
    {
        var response = new GetReceiptsResponse();
        response.Answers.AddRange(request.EventIds.Select(id => Answer(Guid.Parse(id))));
        return response;
    }

    /// <summary>The same hub, lying or refusing about one event.</summary>
    public Func<GetReceiptsRequest, GetReceiptsResponse> But(int number, Action<ReceiptAnswer> changed) => request =>
    {
        var response = Answer(request);
        changed(response.Answers.Single(a => a.EventId == Id(number).ToString()));
        return response;
    };

    private ReceiptAnswer Answer(Guid id)
    {
        var index = _events.FindIndex(e => e.Envelope.Id == id);
        return index < 0 ? new ReceiptAnswer { EventId = id.ToString(), Reason = "NOT_FOUND" } : new ReceiptAnswer { EventId = id.ToString(), Receipt = Receipt(index) };
    }

    private GetReceiptResponse Receipt(int index)
    {
        var (envelope, body) = _events[index];
        var tree = new MerkleTree(_events.Select(e => Commitment.To(EventSalts.Salt(_key, e.Envelope.Id), e.Envelope.ToBytes()).ToLeaf()));
        var text = new Checkpoint(_log.Key.Name, tree.Size, tree.Root()).ToText();
        NoteSignature[] signatures = Cosigned ? [_log.Sign(text, 0), _witness.Sign(text, 1_795_469_400)] : [_log.Sign(text, 0)];
        return new GetReceiptResponse
        {
            Proof = new TlogProof(index, tree.Inclusion(index, tree.Size), SignedNote.Create(text, signatures).OrThrow()).ToString(),
            LogKey = LogKey,
            Envelope = System.Text.Encoding.ASCII.GetString(envelope.ToBytes()),
            Salt = ByteString.CopyFrom(EventSalts.Salt(_key, envelope.Id)),
            BodySalt = ByteString.CopyFrom(EventSalts.BodySalt(_key, envelope.Id)),
            Body = ByteString.CopyFrom(body),
        };
    }

    private void Add(int number, string stream, string type, DateTimeOffset at, AgreementRevision? agreement, byte[] body) => _events.Add((
        new EventEnvelope(
            Id(number), "customs", stream, 1, type, at, "client:customs/customs-main", agreement, EventBody.Of("application/x-protobuf", body, EventSalts.BodySalt(_key, Id(number)))),
        body));

    private static RecordName NameOf(int number) => new() { Contributor = "customs", Kind = RecordKind.Listing, Id = $"lst-{number}", Revision = 1 };

    private static Page PageOf(int number) => new()
    {
        Views = { new RecordView { Name = NameOf(1), Version = 1, AgreementId = Agreement.ToString(), AgreementRevision = 2 } },
        Notices = { new RecordNotice { Name = NameOf(2), Version = 4, Type = NoticeType.Retracted, AgreementId = Agreement.ToString(), AgreementRevision = 2 } },
        Disclosures = { new DisclosureReference { DisclosureId = Id(number).ToString(), AgreementId = Agreement.ToString(), AgreementRevision = 2, Records = 2 } },
    };
}
