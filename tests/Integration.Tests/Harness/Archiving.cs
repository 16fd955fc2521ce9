using SharingHub.Archives;
using SharingHub.Archives.Format;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>An archive in memory of what a replay opened. Its log is made here, of the entries that envelopes and salts give.</summary>
internal static class Archiving
{
    private const string Origin = "hub.example/ledger/0";

    public static ArchiveReport Verify(IReadOnlyList<HistoryEvent> history)
    {
        var entries = history.Select(e => (ReadOnlyMemory<byte>)EntryOf(e)).ToList();
        var growth = LogGrowth.Append(0, Rfc6962.EmptyRoot, _ => null, entries).OrThrow();
        var log = new NoteSigner(Origin, SignatureType.Ed25519, new byte[32]);
        var text = new Checkpoint(Origin, growth.Size, growth.Root).ToText();
        var files = growth.Files.ToDictionary(f => f.Path.ToString(), f => f.Bytes);
        files[TilePath.Checkpoint] = SignedNote.Create(text, [log.Sign(text, 0)]).OrThrow().ToBytes();
        files[ArchiveNames.LogKey] = System.Text.Encoding.UTF8.GetBytes($"{log.Key}\n");
        files[ArchiveNames.Policy] = ArchivePolicy.WithoutWitnesses(log.Key);
        files[ArchiveNames.Readme] = ArchiveReadme.Bytes.ToArray();
        foreach (var file in history.GroupBy(e => ArchiveNames.EventsOf((long)e.Index)))
            files[file.Key] = [.. file.SelectMany(e => Line(e).Append((byte)'\n'))];
        foreach (var one in history.Where(e => e.Type == "agreement.proposed.v1"))
            files[ArchiveNames.Agreement(Guid.Parse(one.Stream.Split('/')[1]), 1)] = AgreementPage.Of(AgreementProposed.Parser.ParseFrom(one.Body).Terms);
        var archive = new ArchiveFiles(files.Keys, name => files.TryGetValue(name, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?));
        return ArchiveVerifier.Verify(archive, ArchivePolicy.Of(archive).OrThrow());
    }

    public static byte[] EntryOf(HistoryEvent one) => Commitment.To(one.Salt.Span, System.Text.Encoding.ASCII.GetBytes(one.Envelope)).ToEntry();

    private static byte[] Line(HistoryEvent one) => new ArchivedEvent(
        (long)one.Index,
        new EventOpening(
            one.Salt.Memory,
            one.Envelope,
            one.HasBodySalt ? one.BodySalt.Memory : default(ReadOnlyMemory<byte>?),
            one.HasBody ? one.Body.Memory : default(ReadOnlyMemory<byte>?))).ToLine();
}
