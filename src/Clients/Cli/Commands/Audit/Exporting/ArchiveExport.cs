using System.Text;
using SharingHub.Archives;
using SharingHub.Archives.Format;
using SharingHub.Sdk;
using SharingHub.Sdk.Auditing;
using SharingHub.Sdk.Proving;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Cli.Commands.Audit.Exporting;

/// <summary>
/// Writes an archive: the checkpoint first, then all that it covers. The folder appears when it is whole; what is unfinished is beside it under another
/// name, and is removed when the export ends otherwise.
/// </summary>
/// <param name="policy">The archive's policy file; one without witnesses if there is none.</param>
internal sealed class ArchiveExport(HubConnection hub, DirectoryInfo target, byte[]? policy)
{
    /// <summary>A record may be expunged while history is read; then it is read again, up to a newer checkpoint.</summary>
    private const int Attempts = 3;

    private const int FilesAtOnce = 8;

    private long _done;
    private long _total;

    /// <summary>Events and files of the log written.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>How many there are; null before the checkpoint is there.</summary>
    public long? Total => Interlocked.Read(ref _total) is > 0 and var total ? total : null;

    /// <returns>Events written, and whether each that cannot be opened has an act that says why.</returns>
    public async Task<(long Events, bool ErasuresAgree)> RunAsync(CancellationToken stop)
    {
        if (target.Exists && target.EnumerateFileSystemInfos().Any())
            throw new UsageException($"{target.FullName} is there already and is not empty.");
        for (var attempt = 1; ; attempt++)
        {
            var part = new DirectoryInfo($"{target.FullName.TrimEnd(Path.DirectorySeparatorChar)}.{Path.GetRandomFileName()}.part");
            try
            {
                part.Create();
                var (events, agree) = await WriteAsync(part, stop);
                if (!agree && attempt < Attempts)
                    continue;
                if (target.Exists)
                    target.Delete();
                Directory.Move(part.FullName, target.FullName);
                return (events, agree);
            }
            finally
            {
                if (Directory.Exists(part.FullName))
                    Directory.Delete(part.FullName, recursive: true);
            }
        }
    }

    private async Task<(long Events, bool ErasuresAgree)> WriteAsync(DirectoryInfo part, CancellationToken stop)
    {
        await using var writer = new EventsWriter(part);
        var checkpoint = await hub.GetCheckpointAsync(stop);
        var key = await KeyOfAsync(checkpoint, stop);
        var size = checkpoint.Checkpoint.Size;
        var tiles = TileLayout.Of(size).ToList();
        Interlocked.Exchange(ref _done, 0);
        Interlocked.Exchange(ref _total, size + tiles.Count);

        await writer.WriteAsync(TilePath.Checkpoint, checkpoint.Note.ToBytes(), stop);
        await writer.WriteAsync(ArchiveNames.LogKey, Encoding.UTF8.GetBytes($"{key}\n"), stop);
        await writer.WriteAsync(ArchiveNames.Policy, policy ?? ArchivePolicy.WithoutWitnesses(key), stop);
        await writer.WriteAsync(ArchiveNames.Readme, ArchiveReadme.Bytes, stop);
        await foreach (var one in hub.ReplayAsync(new ReplayRequest { ToIndex = (ulong)size - 1, WithOpenings = true }, stop))
        {
            await writer.AddAsync(one, stop);
            Interlocked.Increment(ref _done);
        }

        if (writer.Written != size)
            throw HubException.Broken($"The hub has {writer.Written} events; its checkpoint covers {size}.");
        await Parallel.ForEachAsync(tiles, new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = stop }, async (tile, ended) =>
        {
            var bytes = await hub.ReadLogFileAsync(tile.ToString(), ended) ?? throw HubException.Broken($"The log has no {tile}.");
            await writer.WriteAsync(tile.ToString(), bytes, ended);
            Interlocked.Increment(ref _done);
        });
        return (writer.Written, writer.ErasuresAgree);
    }

    /// <summary>The log's key, which the checkpoint must be signed with.</summary>
    private async Task<VerifierKey> KeyOfAsync(SignedCheckpoint checkpoint, CancellationToken stop)
    {
        var text = await hub.ReadLogFileAsync(ArchiveNames.LogKey, stop) is { } bytes ? Encoding.UTF8.GetString(bytes).TrimEnd('\n') : "";
        var key = VerifierKey.Parse(text);
        return key.Ok && new LogPolicy(checkpoint.Checkpoint.Origin, [key.Value]).Open(checkpoint.Note.ToBytes()).Ok
            ? key.Value
            : throw HubException.Broken($"The log's {ArchiveNames.LogKey} is not the key that its checkpoint is signed with.");
    }
}
