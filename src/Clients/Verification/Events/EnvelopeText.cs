using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>The lines of an envelope: <c>key SP value LF</c>, in this order, no others.</summary>
internal static partial class EnvelopeText
{
    private const string Header = "sharinghub-event/v1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string NoAgreement = "-";

    private static readonly string[] Keys = ["id", "member", "stream", "version", "type", "recorded", "actor", "agreement", "body"];

    public static string Format(EventEnvelope envelope) => new StringBuilder()
        .Append(Header).Append('\n')
        .Append("id ").Append(envelope.Id.ToString("D")).Append('\n')
        .Append("member ").Append(envelope.Member).Append('\n')
        .Append("stream ").Append(envelope.Stream).Append('\n')
        .Append("version ").Append(StrictDecimal.Format(envelope.Version)).Append('\n')
        .Append("type ").Append(envelope.Type).Append('\n')
        .Append("recorded ").Append(envelope.Recorded.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)).Append('\n')
        .Append("actor ").Append(envelope.Actor).Append('\n')
        .Append("agreement ").Append(envelope.Agreement?.ToString() ?? NoAgreement).Append('\n')
        .Append("body ").Append(envelope.Body).Append('\n')
        .ToString();

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static Checked<EventEnvelope> Parse(string text)
    {
        if (text.Length > EventEnvelope.MaxBytes)
            return new Problem($"An envelope has at most {EventEnvelope.MaxBytes} bytes.");
        if (!text.EndsWith('\n'))
            return new Problem("The envelope does not end in a newline.");
        var lines = text[..^1].Split('\n');
        if (lines[0] != Header)
            return new Problem($"The envelope does not begin with '{Header}'.");
        if (lines.Length != 1 + Keys.Length)
            return new Problem($"An envelope has {1 + Keys.Length} lines, not {lines.Length}.");
        var values = new string[Keys.Length];
        for (var i = 0; i < Keys.Length; i++)
        {
            var line = lines[1 + i];
            if (!line.StartsWith(Keys[i] + ' ', StringComparison.Ordinal))
                return new Problem($"Line {i + 2} of the envelope is not '{Keys[i]} …'.");
            values[i] = line[(Keys[i].Length + 1)..];
            // Single spaces stand in the body line only, where its parts are checked.
            if (!Token(values[i], spaces: Keys[i] == "body"))
                return new Problem($"The value of '{Keys[i]}' is not printable ASCII without spaces.");
        }

        if (!TryParseId(values[0], out var id))
            return Wrong("id", "a lower-case uuid");
        if (values[2].IndexOf('/', StringComparison.Ordinal) is var slash && (slash <= 0 || slash == values[2].Length - 1))
            return Wrong("stream", "'type/key'");
        if (!StrictDecimal.TryParse(values[3], out var version) || version == 0)
            return Wrong("version", "a plain decimal from 1");
        if (!TypeName().IsMatch(values[4]))
            return Wrong("type", "a dotted lower-case name and '.v' with a number");
        if (!DateTimeOffset.TryParseExact(values[5], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var recorded))
            return Wrong("recorded", "a time as 2026-11-23T21:30:00.123456Z");
        if (!Actor().IsMatch(values[6]))
            return Wrong("actor", "'client:…' or 'system:…'");
        var agreement = values[7] == NoAgreement ? null : AgreementRevision.TryParse(values[7]);
        if (agreement is null && values[7] != NoAgreement)
            return Wrong("agreement", "'uuid@revision' or '-'");
        if (EventBody.TryParse(values[8]) is not { } body)
            return Wrong("body", "'media/type length base64'");
        return new EventEnvelope(id, values[1], values[2], version, values[4], recorded, values[6], agreement, body);
    }

    /// <summary>The one spelling of a uuid: lower-case, with dashes.</summary>
    public static bool TryParseId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id) && id.ToString("D") == text;

    private static Problem Wrong(string key, string right) => new($"The envelope's '{key}' is not {right}.");

    private static bool Token(string value, bool spaces) => value.Length > 0 && value.All(c => c is >= '!' and <= '~' || (spaces && c == ' '));

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\.v[1-9][0-9]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^(client|system):[!-~]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Actor();
}
