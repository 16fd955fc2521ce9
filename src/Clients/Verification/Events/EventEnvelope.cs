namespace SharingHub.Verification.Events;

/// <summary>What is said of an event outside its body: the lines whose bytes the ledger commits to.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Member">The contributor, or the member that acted.</param>
/// <param name="Stream"><c>type/key</c>.</param>
/// <param name="Version">The place in its stream, from 1.</param>
/// <param name="Type">As <c>record.revised.v1</c>.</param>
/// <param name="Recorded">When, by the database's clock: UTC, whole microseconds.</param>
/// <param name="Actor"><c>client:…</c> or <c>system:…</c>.</param>
/// <param name="Agreement">What it stands under, if under one.</param>
/// <param name="Body">What vouches for the body.</param>
public sealed record EventEnvelope(
    Guid Id, string Member, string Stream, long Version, string Type, DateTimeOffset Recorded, string Actor, AgreementRevision? Agreement, EventBody Body)
{
    public const int MaxBytes = 4096;

    /// <summary>The exact bytes.</summary>
    /// <exception cref="FormatException">A field breaks the format; the message says which and what would be right.</exception>
    public byte[] ToBytes()
    {
        var text = EnvelopeText.Format(this);
        // What could not be read back must not be committed to.
        var read = EnvelopeText.Parse(text).OrThrow();
        return read == this ? EnvelopeText.Ascii(text) : throw new FormatException("The envelope's time is not UTC in whole microseconds.");
    }

    /// <summary>Takes exactly what <see cref="ToBytes"/> writes.</summary>
    public static Checked<EventEnvelope> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return new Problem($"An envelope has at most {MaxBytes} bytes.");
        return System.Text.Ascii.IsValid(bytes) ? EnvelopeText.Parse(System.Text.Encoding.ASCII.GetString(bytes)) : new Problem("The envelope is not ASCII.");
    }
}
