using System.Globalization;
using System.Text.Json;
using SharingHub.V1;
using SharingHub.Verification;

namespace SharingHub.Sdk.Keeping;

/// <summary>A kept receipt as one line of JSON.</summary>
internal static class ReceiptLine
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.ffffffZ";
    private const string Submit = "submit", Retract = "retract", Disclosure = "disclosure";

    public static byte[] Write(KeptReceipt receipt)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            if (receipt is KeptAct act)
                Write(json, act);
            else
                Write(json, (KeptDisclosure)receipt);
            json.WriteEndObject();
        }

        return line.ToArray();
    }

    public static Checked<KeptReceipt> Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var read = json.RootElement;
            var id = Guid.ParseExact(read.GetProperty("event_id").GetString()!, "D");
            return read.GetProperty("act").GetString() switch
            {
                Submit => Act(read, id, isRetraction: false),
                Retract => Act(read, id, isRetraction: true),
                Disclosure => DisclosureOf(read, id),
                _ => new Problem("'act' is none of submit, retract, disclosure."),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return new Problem($"It is no receipt as it was kept. {e.Message}");
        }
    }

    private static void Write(Utf8JsonWriter json, KeptAct act)
    {
        json.WriteString("act", act.IsRetraction ? Retract : Submit);
        json.WriteString("event_id", act.EventId);
        json.WriteString("name", act.Name.ToText());
        json.WriteNumber("version", act.Version);
        json.WriteString("committed_at", act.CommittedAt.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        if (act.Sent is { } sent)
            json.WriteString("sent_sha256", sent.ToBase64());
    }

    private static void Write(Utf8JsonWriter json, KeptDisclosure disclosure)
    {
        json.WriteString("act", Disclosure);
        json.WriteString("event_id", disclosure.EventId);
        json.WriteString("purpose", disclosure.Purpose.ToName());
        json.WriteString("agreement", disclosure.AgreementId);
        json.WriteNumber("revision", disclosure.AgreementRevision);
        json.WriteStartArray("records");
        foreach (var record in disclosure.Records)
        {
            json.WriteStartObject();
            json.WriteString("name", record.Name.ToText());
            json.WriteNumber("version", record.Version);
            if (record.Notice != NoticeType.Unspecified)
                json.WriteString("notice", record.Notice.ToName());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static KeptAct Act(JsonElement read, Guid id, bool isRetraction) => new(
        id, isRetraction, Name(Only(read, "act", "event_id", "name", "version", "committed_at", "sent_sha256")), read.GetProperty("version").GetInt64(),
        DateTimeOffset.ParseExact(read.GetProperty("committed_at").GetString()!, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        read.TryGetProperty("sent_sha256", out var sent) ? new Sha256Hash(sent.GetBytesFromBase64()) : null);

    private static KeptDisclosure DisclosureOf(JsonElement read, Guid id) => new(
        id, Known<Purpose>(Only(read, "act", "event_id", "purpose", "agreement", "revision", "records").GetProperty("purpose")), Guid.ParseExact(read.GetProperty("agreement").GetString()!, "D"), read.GetProperty("revision").GetInt64(),
        [
            .. read.GetProperty("records").EnumerateArray().Select(r => new KeptDelivery(
                Name(Only(r, "name", "version", "notice")), r.GetProperty("version").GetInt64(), r.TryGetProperty("notice", out var notice) ? Known<NoticeType>(notice) : NoticeType.Unspecified)),
        ]);

    // What is not read must not look as if it were.
    private static JsonElement Only(JsonElement read, params string[] members)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in read.EnumerateObject())
        {
            if (!members.Contains(member.Name) || !seen.Add(member.Name))
                throw new FormatException("A member of it is unknown, or there twice.");
        }

        return read;
    }

    private static RecordName Name(JsonElement read) =>
        read.GetProperty("name").GetString() is { } text && RecordNames.TryParse(text, out var name) ? name : throw new FormatException("'name' is no record's.");

    private static T Known<T>(JsonElement read)
        where T : struct, Enum =>
        ContractNames.TryParse<T>(read.GetString()!, out var value) ? value : throw new FormatException($"'{read.GetString()}' is not one of {typeof(T).Name}.");
}
