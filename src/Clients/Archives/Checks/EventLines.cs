using SharingHub.Archives.Format;

namespace SharingHub.Archives.Checks;

/// <summary>
/// The lines of all event files, asked for by index, in order. A line that is missing, that comes twice or that stands elsewhere is a finding with its
/// index, and the lines after it are found all the same.
/// </summary>
internal sealed class EventLines(ArchiveFiles files, ArchiveFindings findings)
{
    private long _file = -1;
    private ReadOnlyMemory<byte> _rest;
    private long _line;
    private bool _atEnd;
    private ArchivedEvent? _ahead;

    /// <summary>The event at this index; null when it has no line that can be read, which is a finding then.</summary>
    public ArchivedEvent? Take(long index)
    {
        while (true)
        {
            if (_ahead is null && !Next(index / ArchiveNames.EventsInFile, out _ahead))
            {
                findings.Add(index, "The entry has no line.");
                return null;
            }

            // Unreadable: it is taken for the line that should be here.
            if (_ahead is null)
            {
                findings.Add(index, $"Line {_line} is not an event as an archive writes it.");
                return null;
            }

            if (_ahead.Index == index)
            {
                if (ArchiveNames.EventsOf(index) != ArchiveNames.Events(_file))
                    findings.Add(index, $"The entry's line stands in {ArchiveNames.Events(_file)}.");
                (var found, _ahead) = (_ahead, null);
                return found;
            }

            if (_ahead.Index > index)
            {
                findings.Add(index, "The entry has no line.");
                return null;
            }

            findings.Add(_ahead.Index, $"A line of this entry stands out of order or a second time, at line {_line} of {ArchiveNames.Events(_file)}.");
            _ahead = null;
        }
    }

    /// <summary>Names what follows the last entry.</summary>
    public void Finish(long size)
    {
        if (_ahead is not null)
            Spare(_ahead, size);
        while (Next(_file, out var line))
            Spare(line, size);
    }

    private void Spare(ArchivedEvent? line, long size) => findings.Add(
        ArchiveNames.Events(Math.Max(_file, 0)), line?.Index, $"Line {_line} is none of the {size} entries that the checkpoint covers, or stands out of order or a second time.");

    /// <summary>The next line up to the end of a file; lines that stay in the file before it are named.</summary>
    private bool Next(long lastFile, out ArchivedEvent? one)
    {
        one = null;
        while (_rest.IsEmpty)
        {
            if (_file >= lastFile)
                return false;
            (_file, _line, _atEnd) = (_file + 1, 0, false);
            if (files.Read(ArchiveNames.Events(_file)) is { } bytes)
                _rest = bytes;
            else
                findings.Add(ArchiveNames.Events(_file), null, "The file is missing.");
        }

        var end = _rest.Span.IndexOf((byte)'\n');
        _line++;
        if (end < 0 && !_atEnd)
            findings.Add(ArchiveNames.Events(_file), null, "The file does not end in a newline.");
        _atEnd = end < 0;
        var line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        var parsed = ArchivedEvent.Parse(line);
        one = parsed.Ok ? parsed.Value : null;
        return true;
    }
}
