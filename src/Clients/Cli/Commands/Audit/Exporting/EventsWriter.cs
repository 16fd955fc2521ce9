using SharingHub.Archives.Format;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Cli.Commands.Audit.Exporting;

/// <summary>Writes events as they come, and sees which of them are erased and which acts say so.</summary>
internal sealed class EventsWriter(DirectoryInfo folder) : IAsyncDisposable
{
    private const string Expunged = "record.expunged.v1";

    private readonly HashSet<string> _erased = [];
    private readonly HashSet<string> _expunged = [];
    private FileStream? _file;

    public long Written { get; private set; }

    /// <summary>Whether each erased event has its act, and each act its erased events: not so when a record was expunged while history was read.</summary>
    public bool ErasuresAgree => _erased.SetEquals(_expunged);

    public async Task AddAsync(HistoryEvent one, CancellationToken stop)
    {
        if (Written % ArchiveNames.EventsInFile == 0)
            await OpenAsync(ArchiveNames.EventsOf(Written));
        var line = new ArchivedEvent(
            (long)one.Index,
            one.HasEnvelope ? new EventOpening(one.Salt.Memory, one.Envelope, Memory(one.HasBodySalt, one.BodySalt), Memory(one.HasBodySalt && one.HasBody, one.Body)) : null,
            one.HasEnvelope ? null : new ErasedEvent(Guid.Parse(one.Id), one.Stream, (long)one.Version));
        await _file!.WriteAsync(line.ToLine(), stop);
        _file.WriteByte((byte)'\n');
        Written++;
        if (!one.HasEnvelope)
            _erased.Add(one.Id);
        else if (one.Type == Expunged)
            _expunged.UnionWith(RecordExpunged.Parser.ParseFrom(one.Body).EventIds);
        else if (one.Type == KeySuccession.EventType && KeySuccession.FromBody(one.Body.Span) is { Ok: true, Value: { } succession })
            await WriteSuccessionAsync(succession, stop);
        else if (TermsOf(one) is { } terms)
            await WriteAsync(ArchiveNames.Agreement(Guid.Parse(one.Stream["agreement/".Length..]), terms.Revision), AgreementPage.Of(terms.Terms), stop);
    }

    private async Task WriteSuccessionAsync(KeySuccession succession, CancellationToken stop)
    {
        await WriteAsync(ArchiveNames.Succession(succession.Old.Id), succession.Note.ToBytes(), stop);
        await WriteAsync(ArchiveNames.SuccessionsReadme, ArchiveReadme.OfSuccessions, stop);
    }

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, name));
        file.Directory!.Create();
        await File.WriteAllBytesAsync(file.FullName, bytes, stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
        _file = null;
    }

    private async Task OpenAsync(string name)
    {
        await DisposeAsync();
        var file = new FileInfo(Path.Combine(folder.FullName, name));
        file.Directory!.Create();
        _file = new FileStream(file.FullName, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
    }

    private static (uint Revision, AgreementTerms Terms)? TermsOf(HistoryEvent one)
    {
        switch (one.Type)
        {
            case "agreement.proposed.v1":
                return (1, AgreementProposed.Parser.ParseFrom(one.Body).Terms);
            case "agreement.amended.v1":
                var amended = AgreementAmended.Parser.ParseFrom(one.Body);
                return (amended.Revision, amended.Terms);
            default:
                return null;
        }
    }

    private static ReadOnlyMemory<byte>? Memory(bool there, Google.Protobuf.ByteString bytes) => there ? bytes.Memory : default(ReadOnlyMemory<byte>?);
}
