using System.Text.Encodings.Web;
using System.Text.Json;
using SharingHub.Verification;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Format;

/// <summary><c>{"index","salt","envelope"[,"body_salt","body"]}</c>, or <c>{"index","erased":{"id","stream","version"}}</c>.</summary>
internal static class EventLine
{
    private const int SaltSize = EventSalts.KeySize;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Flat = new() { MaxDepth = 2 };

    public static byte[] Write(ArchivedEvent one)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("index", one.Index);
            if (one.Opening is { } opening)
            {
                json.WriteBase64String("salt", opening.Salt.Span);
                json.WriteString("envelope", opening.Envelope);
                if (opening.BodySalt is { } salt)
                    json.WriteBase64String("body_salt", salt.Span);
                if (opening.Body is { } body)
                    json.WriteBase64String("body", body.Span);
            }

            if (one.Erased is { } erased)
            {
                json.WriteStartObject("erased");
                json.WriteString("id", erased.Id);
                json.WriteString("stream", erased.Stream);
                json.WriteNumber("version", erased.Version);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static Checked<ArchivedEvent> Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Flat);
            var read = Read(document.RootElement);
            // One spelling: what is written again is byte for byte the line, or there is something in it that nobody checks.
            return read is not null && Write(read).AsSpan().SequenceEqual(line.Span) ? read : new Problem("The line is not an event as an archive writes it.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            // Not JSON, not UTF-8, a member of another type, missing, not base64.
            return new Problem("The line is not an event in JSON.");
        }
    }

    private static ArchivedEvent? Read(JsonElement line)
    {
        if (!line.TryGetProperty("index", out var at) || !at.TryGetInt64(out var index) || index < 0)
            return null;
        if (line.TryGetProperty("erased", out var erased))
        {
            return new ArchivedEvent(
                index, null, new ErasedEvent(erased.GetProperty("id").GetGuid(), erased.GetProperty("stream").GetString()!, erased.GetProperty("version").GetInt64()));
        }

        var salt = line.GetProperty("salt").GetBytesFromBase64();
        var bodySalt = Bytes(line, "body_salt");
        var body = Bytes(line, "body");
        return salt.Length == SaltSize && (bodySalt is null) == (body is null) && (bodySalt?.Length ?? SaltSize) == SaltSize
            ? new ArchivedEvent(index, new EventOpening(salt, line.GetProperty("envelope").GetString()!, bodySalt, body))
            : null;
    }

    private static ReadOnlyMemory<byte>? Bytes(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) ? value.GetBytesFromBase64() : default(ReadOnlyMemory<byte>?);
}
