using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using SharingHub.Archives.Format;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;
using SharingHub.V1;

namespace SharingHub.Archives.Tests.Given;

/// <summary>A history that is written event by event, signed by its log, and archived in memory.</summary>
internal sealed class GivenHistory
{
    public const string Origin = "hub.example/ledger/0";

    private static readonly DateTimeOffset Start = new(2020, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly List<(ArchivedEvent Line, byte[] Entry)> _events = [];
    private readonly Dictionary<string, long> _versions = [];
    private readonly Dictionary<(Guid, uint), AgreementTerms> _terms = [];
    private readonly List<KeySuccession> _successions = [];
    private NoteSigner[] _signers = [Log];

    public static NoteSigner Log { get; } = new(Origin, SignatureType.Ed25519, SHA256.HashData("sharinghub test log key 1"u8));

    public long Size => _events.Count;

    /// <summary>When the event at an index is recorded.</summary>
    public static DateTimeOffset RecordedAt(long index) => Start.AddSeconds(index);

    public static Guid IdOf(long index) => new(SHA256.HashData(Encoding.ASCII.GetBytes($"event {index}")).AsSpan(0, 16));

    public long VersionOf(string stream) => _versions.GetValueOrDefault(stream);

    /// <summary>Appends an event.</summary>
    /// <param name="withBody">Whether the archive holds the body.</param>
    /// <param name="version">Another version than the next.</param>
    /// <returns>Its index.</returns>
    public long Add(string type, string stream, string member, IMessage body, AgreementRevision? agreement = null, bool withBody = true, long? version = null)
    {
        var (index, bytes) = (Size, body.ToByteArray());
        var (id, key) = (IdOf(index), SHA256.HashData(Encoding.ASCII.GetBytes(stream)));
        var next = version ?? VersionOf(stream) + 1;
        _versions[stream] = next;
        var (salt, bodySalt) = (EventSalts.Salt(key, id), EventSalts.BodySalt(key, id));
        var envelope = new EventEnvelope(
            id, member, stream, next, type, RecordedAt(index), $"client:{member}/one", agreement, EventBody.Of("application/x-protobuf", bytes, bodySalt)).ToBytes();
        _events.Add((
            new ArchivedEvent(index, new EventOpening(salt, Encoding.ASCII.GetString(envelope), Memory(withBody, bodySalt), Memory(withBody, bytes))),
            Commitment.To(salt, envelope).ToEntry()));
        if (body is AgreementProposed proposed)
            _terms[(Guid.Parse(stream["agreement/".Length..]), 1)] = proposed.Terms;
        if (body is AgreementAmended amended)
            _terms[(Guid.Parse(stream["agreement/".Length..]), amended.Revision)] = amended.Terms;
        return index;
    }

    /// <summary>Has the next key take over; for the overlap both sign.</summary>
    /// <returns>The index of the event that says so.</returns>
    public long Rotate(bool overlap = true)
    {
        var (old, next) = (_signers[^1], new NoteSigner(Origin, SignatureType.Ed25519, SHA256.HashData(Encoding.ASCII.GetBytes($"sharinghub test log key {_successions.Count + 2}"))));
        _successions.Add(KeySuccession.Sign(old, next));
        _signers = overlap ? [old, next] : [next];
        return Add(KeySuccession.EventType, "ledger/key", "-", new LogKeySucceeded { Note = _successions[^1].Note.ToString() });
    }

    /// <summary>Destroys the key of an event: its entry stays, nothing opens it.</summary>
    public void Erase(long index)
    {
        var envelope = EventEnvelope.Parse(Encoding.ASCII.GetBytes(_events[(int)index].Line.Opening!.Envelope)).OrThrow();
        _events[(int)index] = (new ArchivedEvent(index, null, new ErasedEvent(envelope.Id, envelope.Stream, envelope.Version)), _events[(int)index].Entry);
    }

    /// <summary>Lets the archive say something else of an event than the log does.</summary>
    public void Replace(long index, Func<EventOpening, EventOpening> change) =>
        _events[(int)index] = (_events[(int)index].Line with { Opening = change(_events[(int)index].Line.Opening!) }, _events[(int)index].Entry);

    public GivenArchive Archive()
    {
        var growth = LogGrowth.Append(0, Rfc6962.EmptyRoot, _ => null, _events.Select(e => new ReadOnlyMemory<byte>(e.Entry))).OrThrow();
        var text = new Checkpoint(Origin, growth.Size, growth.Root).ToText();
        var files = growth.Files.ToDictionary(f => f.Path.ToString(), f => f.Bytes);
        files[TilePath.Checkpoint] = SignedNote.Create(text, _signers.Select(s => s.Sign(text, 0))).OrThrow().ToBytes();
        files[ArchiveNames.LogKey] = Encoding.UTF8.GetBytes($"{_signers[^1].Key}\n");
        files[ArchiveNames.Policy] = ArchivePolicy.WithoutWitnesses(_signers[^1].Key);
        files[ArchiveNames.Readme] = ArchiveReadme.Bytes.ToArray();
        foreach (var file in _events.GroupBy(e => ArchiveNames.EventsOf(e.Line.Index)))
            files[file.Key] = [.. file.SelectMany(e => e.Line.ToLine().Append((byte)'\n'))];
        foreach (var ((agreement, revision), terms) in _terms)
            files[ArchiveNames.Agreement(agreement, revision)] = AgreementPage.Of(terms);
        foreach (var succession in _successions)
        {
            files[ArchiveNames.Succession(succession.Old.Id)] = succession.Note.ToBytes();
            files[ArchiveNames.SuccessionsReadme] = ArchiveReadme.OfSuccessions.ToArray();
        }

        return new GivenArchive(files);
    }

    private static ReadOnlyMemory<byte>? Memory(bool there, byte[] bytes) => there ? bytes : default(ReadOnlyMemory<byte>?);
}
