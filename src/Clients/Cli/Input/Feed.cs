using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace SharingHub.Cli.Input;

/// <summary>NDJSON from files (<c>.gz</c> too) or standard input (<c>-</c>), line by line.</summary>
internal sealed class Feed
{
    private readonly IReadOnlyList<string> _files;
    private readonly Stream _standardInput;

    public Feed(IReadOnlyList<string> files, Stream standardInput)
    {
        foreach (var file in files.Where(file => file != "-" && !File.Exists(file)))
            throw new UsageException($"There is no file {file}.");
        (_files, _standardInput) = (files, standardInput);
        TotalBytes = files.Contains("-") ? null : files.Sum(file => new FileInfo(file).Length);
    }

    /// <summary>Bytes on disk; null when standard input is among them.</summary>
    public long? TotalBytes { get; }

    /// <summary>Bytes on disk that were read.</summary>
    public long BytesRead { get; private set; }

    public async IAsyncEnumerable<RecordLine> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var file in _files)
        {
            var before = BytesRead;
            await using var raw = file == "-" ? _standardInput : File.OpenRead(file);
            await using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            using var reader = new StreamReader(plain, Encoding.UTF8);
            for (var number = 1L; await NextAsync(reader, file, number, cancel) is { } text; number++)
            {
                if (file != "-")
                    BytesRead = before + raw.Position;
                if (!string.IsNullOrWhiteSpace(text))
                    yield return new RecordLine(file, number, text);
            }
        }
    }

    private static async Task<string?> NextAsync(StreamReader reader, string file, long number, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadLineAsync(cancel);
        }
        catch (InvalidDataException error)
        {
            throw new UsageException($"{file}:{number}: not readable as gzip: {error.Message}");
        }
    }
}
