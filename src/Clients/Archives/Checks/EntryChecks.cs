using System.Text;
using SharingHub.Archives.Folding;
using SharingHub.Archives.Format;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Checks;

/// <summary>Holds each entry of the log against its line: matched, erased, or a finding; and hands on what the line says.</summary>
internal sealed class EntryChecks
{
    private readonly ArchiveFindings _findings;
    private readonly StreamTable _streams = new();
    private readonly EventLines _lines;
    private readonly PeersFold _peers = new();
    private readonly OnwardChecks _onward;

    public EntryChecks(ArchiveFiles files, ArchiveFindings findings)
    {
        (_findings, _lines) = (findings, new EventLines(files, findings));
        Tombstones = new Tombstones(_streams, findings);
        Disclosures = new DisclosureChecks(Rules, _streams, findings);
        _onward = new OnwardChecks(_peers, findings);
    }

    public RulesFold Rules { get; } = new();

    public KeysFold Keys { get; } = new();

    public Tombstones Tombstones { get; }

    public DisclosureChecks Disclosures { get; }

    /// <summary>Entries whose envelope and salt open them.</summary>
    public long Matched { get; private set; }

    public void Visit(long index, ReadOnlyMemory<byte> entry)
    {
        if (_lines.Take(index) is not { } line)
            return;
        if (line.Opening is { } opening)
            Open(index, entry, opening);
        else
            Erase(index, entry, line.Erased!);
    }

    public void Finish(long size)
    {
        _lines.Finish(size);
        Tombstones.Finish();
        Disclosures.Finish();
    }

    private void Open(long index, ReadOnlyMemory<byte> entry, EventOpening opening)
    {
        var bytes = Encoding.UTF8.GetBytes(opening.Envelope);
        if (!Commitment.To(opening.Salt.Span, bytes).ToEntry().AsSpan().SequenceEqual(entry.Span))
        {
            _findings.Add(index, "Envelope and salt do not open the entry: one of the three was changed.");
            return;
        }

        var parsed = EventEnvelope.Parse(bytes);
        if (!parsed.Ok)
        {
            _findings.Add(index, parsed.Problem.Sentence);
            return;
        }

        Matched++;
        var envelope = parsed.Value;
        var stream = InOrder(index, envelope.Stream, envelope.Version);
        _streams.Keep(index, stream, envelope.Version, envelope.Recorded);
        if (BodyOf(index, envelope, opening) is { } body)
            HandOn(index, envelope, stream, body);
        stream.Open ??= index;
    }

    private void Erase(long index, ReadOnlyMemory<byte> entry, ErasedEvent erased)
    {
        if (!Commitment.TryParseEntry(entry.Span, out _))
            _findings.Add(index, "The entry is no commitment.");
        var stream = InOrder(index, erased.Stream, erased.Version);
        _streams.Keep(index, stream, erased.Version, recorded: null);
        Tombstones.Erased(index, stream, erased);
    }

    private SeenStream InOrder(long index, string name, long version)
    {
        var stream = _streams.Of(name);
        if (version != stream.Version + 1)
            _findings.Add(index, $"It is version {version} of {name}; version {stream.Version + 1} is next.");
        stream.Version = version;
        return stream;
    }

    private byte[]? BodyOf(long index, EventEnvelope envelope, EventOpening opening)
    {
        if (opening.Body is not { } body)
        {
            // What records say is not for every maker of an archive to open. All else is.
            if (!envelope.Type.StartsWith("record.", StringComparison.Ordinal) || envelope.Type == Checks.Tombstones.Type)
                _findings.Add(index, $"The body of this {envelope.Type} is missing, and the archive cannot be checked without it.");
            return null;
        }

        if (envelope.Body.Matches(body.Span, opening.BodySalt!.Value.Span))
            return body.ToArray();
        _findings.Add(index, "The body is not the one that the envelope speaks of.");
        return null;
    }

    private void HandOn(long index, EventEnvelope envelope, SeenStream stream, byte[] body)
    {
        if (RulesFold.IsRule(envelope.Type))
        {
            if (Rules.Apply(envelope, body) is { } problem)
                _findings.Add(index, problem.Sentence);
            if (PeersFold.Concerns(envelope.Type) && _peers.Apply(envelope, body) is { } unread)
                _findings.Add(index, unread.Sentence);
        }
        else if (envelope.Type == KeySuccession.EventType)
        {
            if (Keys.Apply(body) is { } problem)
                _findings.Add(index, problem.Sentence);
        }
        else if (DisclosureChecks.Concern(envelope.Type))
        {
            Disclosures.Check(index, envelope, body);
        }
        else if (envelope.Type == OnwardChecks.Type)
        {
            _onward.Check(index, envelope, body);
        }
        else if (envelope.Type == Checks.Tombstones.Type)
        {
            Tombstones.Expunged(index, stream, envelope.Version, body);
        }
    }
}
