using SharingHub.Verification;

namespace SharingHub.Archives.Format;

/// <summary>One event of an archive: a line of <c>events/NNN.jsonl</c>. Well-formed, no more.</summary>
/// <param name="Index">Ledger index, from 0.</param>
/// <param name="Opening">What opens its commitment; null when its key was destroyed.</param>
/// <param name="Erased">Which event it was then.</param>
public sealed record ArchivedEvent(long Index, EventOpening? Opening, ErasedEvent? Erased = null)
{
    /// <summary>The line, UTF-8, without its newline: JSON with members in one order and no spaces, so that no byte of it is without meaning.</summary>
    public byte[] ToLine() => EventLine.Write(this);

    /// <summary>Takes exactly what <see cref="ToLine"/> writes.</summary>
    public static Checked<ArchivedEvent> Parse(ReadOnlyMemory<byte> line) => EventLine.Read(line);
}

/// <summary>What opens an event.</summary>
/// <param name="Salt">32 bytes; opens the commitment.</param>
/// <param name="Envelope">Its exact text.</param>
/// <param name="BodySalt">32 bytes; opens the envelope's body line. Comes with the body.</param>
/// <param name="Body">The body's exact bytes, where the archive's maker may open it.</param>
public sealed record EventOpening(ReadOnlyMemory<byte> Salt, string Envelope, ReadOnlyMemory<byte>? BodySalt = null, ReadOnlyMemory<byte>? Body = null);
