using System.Buffers;
using System.Text;
using SharingHub.Verification.Events;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>The one place that makes an event's envelope: what the tree commits to, and what receipts, replay and archives show.</summary>
internal static class Envelopes
{
    public const string MediaType = "application/x-protobuf";

    private static readonly SearchValues<byte> Kept = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (byte)c).Where(c => c != '%')]);

    /// <param name="event">The event, its body open.</param>
    /// <param name="key">The key of its stream.</param>
    public static EventEnvelope Of(SequencedEvent @event, ReadOnlySpan<byte> key) => new(
        @event.Id,
        @event.Member,
        @event.Stream,
        @event.Version,
        @event.Type,
        @event.Recorded,
        Printable(@event.Actor),
        @event.Agreement is null ? null : Agreement(@event.Agreement),
        EventBody.Of(MediaType, @event.Body, EventSalts.BodySalt(key, @event.Id)));

    /// <summary>The log's entry of an event.</summary>
    public static byte[] Entry(SequencedEvent @event, ReadOnlySpan<byte> key) =>
        Commitment.To(EventSalts.Salt(key, @event.Id), Of(@event, key).ToBytes()).ToEntry();

    /// <summary>
    /// A client id is its issuer's and may hold anything printable; an envelope is ASCII without spaces. What does not fit, and the percent
    /// sign, is written as in a URI: one spelling, and no two actors share it.
    /// </summary>
    public static string Printable(string actor)
    {
        var bytes = Encoding.UTF8.GetBytes(actor);
        if (!bytes.AsSpan().ContainsAnyExcept(Kept))
        {
            return actor;
        }

        var text = new StringBuilder();
        foreach (var one in bytes)
        {
            _ = Kept.Contains(one) ? text.Append((char)one) : text.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static AgreementRevision Agreement(string text) =>
        text.Split('@') is [var id, var revision]
            ? new AgreementRevision(Guid.Parse(id), long.Parse(revision, System.Globalization.CultureInfo.InvariantCulture))
            : throw new FormatException("An event's agreement is not 'uuid@revision'.");
}
