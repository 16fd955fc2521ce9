using System.Text.Encodings.Web;
using System.Text.Json;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Receipts;

/// <summary>The receipt's file: a JSON object of strings.</summary>
internal static class ReceiptJson
{
    public const string Format = "sharinghub-receipt/v1";

    private const int SaltSize = 32;

    private static readonly HashSet<string> Required = ["format", "vkey", "proof", "envelope", "salt"];
    private static readonly HashSet<string> Optional = ["body_salt", "body"];

    // For people to read: base64's plus and the note's dash as they are. The file is never put into HTML as it stands.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static byte[] Write(EventReceipt receipt)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("vkey", receipt.LogKey.ToString());
            json.WriteString("proof", receipt.Proof.ToString());
            json.WriteString("envelope", receipt.Envelope.ToBytes());
            json.WriteString("salt", Convert.ToBase64String(receipt.Salt.Span));
            if (receipt.BodySalt is { } salt)
                json.WriteString("body_salt", Convert.ToBase64String(salt.Span));
            if (receipt.Body is { } body)
                json.WriteString("body", Convert.ToBase64String(body.Span));
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    public static Checked<Dictionary<string, string>> Read(ReadOnlySpan<byte> file)
    {
        try
        {
            var json = new Utf8JsonReader(file);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return new Problem("The receipt is not a JSON object.");
            var members = new Dictionary<string, string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                if (!Required.Contains(name) && !Optional.Contains(name))
                    return new Problem("The receipt has a member that is none of format, vkey, proof, envelope, salt, body_salt, body.");
                if (!json.Read() || json.TokenType != JsonTokenType.String)
                    return new Problem($"The receipt's '{name}' is not a string.");
                if (!members.TryAdd(name, json.GetString()!))
                    return new Problem($"The receipt's '{name}' is there twice.");
            }

            // Reading on makes the reader look at what follows the object, and refuse it.
            _ = json.Read();
            return Required.FirstOrDefault(r => !members.ContainsKey(r)) is { } missing ? new Problem($"The receipt's '{missing}' is missing.") : members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not UTF-8.
            return new Problem("The receipt is not JSON.");
        }
    }

    public static Checked<EventReceipt> Build(Dictionary<string, string> members)
    {
        if (members["format"] != Format)
            return new Problem($"The receipt's 'format' is not '{Format}'.");
        var key = VerifierKey.Parse(members["vkey"]);
        if (!key.Ok)
            return In("vkey", key.Problem);
        var proof = TlogProof.Parse(StrictUtf8.Encode(members["proof"]));
        if (!proof.Ok)
            return In("proof", proof.Problem);
        var envelope = EventEnvelope.Parse(StrictUtf8.Encode(members["envelope"]));
        if (!envelope.Ok)
            return In("envelope", envelope.Problem);
        if (!StrictBase64.TryDecode(members["salt"], out var salt) || salt.Length != SaltSize)
            return new Problem("The receipt's 'salt' is not base64 of 32 bytes.");

        byte[]? bodySalt = null;
        if (members.TryGetValue("body_salt", out var text) && (!StrictBase64.TryDecode(text, out bodySalt) || bodySalt.Length != SaltSize))
            return new Problem("The receipt's 'body_salt' is not base64 of 32 bytes.");
        byte[]? body = null;
        if (members.TryGetValue("body", out text) && !StrictBase64.TryDecode(text, out body))
            return new Problem("The receipt's 'body' is not base64.");
        if (body is not null && bodySalt is null)
            return new Problem("The receipt has a 'body', but no 'body_salt' to check it with.");
        return new EventReceipt(key.Value, proof.Value, envelope.Value, salt, Memory(bodySalt), Memory(body));
    }

    // A bare null would be converted as an array is: into empty memory, not into none.
    private static ReadOnlyMemory<byte>? Memory(byte[]? bytes) => bytes is null ? default(ReadOnlyMemory<byte>?) : bytes;

    private static Problem In(string member, Problem problem) => new($"The receipt's '{member}': {problem.Sentence}");
}
