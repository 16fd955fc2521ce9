using System.Buffers;
using System.Globalization;
using System.Text;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>The lines of an envelope: <c>key SP value LF</c>, in this order, no others.</summary>
internal static class EnvelopeText
{
    private const string Header = "sharinghub-event/v1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string NoAgreement = "-";

    private static readonly string[] Keys = ["id", "member", "stream", "version", "type", "recorded", "actor", "agreement", "body"];
    private static readonly SearchValues<char> InNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public static string Format(EventEnvelope envelope) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Header}\nid {envelope.Id:D}\nmember {envelope.Member}\nstream {envelope.Stream}\nversion {envelope.Version}\ntype {envelope.Type}\n"
        + $"recorded {envelope.Recorded.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}\nactor {envelope.Actor}\n"
        + $"agreement {envelope.Agreement?.ToString() ?? NoAgreement}\nbody {envelope.Body}\n");

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static Checked<EventEnvelope> Parse(string text)
    {
        if (text.Length > EventEnvelope.MaxBytes)
            return new Problem($"An envelope has at most {EventEnvelope.MaxBytes} bytes.");
        if (!text.EndsWith('\n'))
            return new Problem("The envelope does not end in a newline.");
        var all = text.AsSpan(..^1);
        Span<Range> lines = stackalloc Range[1 + Keys.Length];
        all.Split(lines, '\n');
        if (!all[lines[0]].SequenceEqual(Header))
            return new Problem($"The envelope does not begin with '{Header}'.");
        if (1 + all.Count('\n') is var count && count != lines.Length)
            return new Problem($"An envelope has {lines.Length} lines, not {count}.");
        Span<Range> values = stackalloc Range[Keys.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (line, key) = (lines[1 + i], Keys[i]);
            if (!all[line].StartsWith(key) || all[line][key.Length..] is not [' ', ..])
                return new Problem($"Line {i + 2} of the envelope is not '{key} …'.");
            values[i] = (line.Start.Value + key.Length + 1)..line.End;
            // Single spaces stand in the body line only, where its parts are checked.
            if (!IsToken(all[values[i]], spaces: key == "body"))
                return new Problem($"The value of '{key}' is not printable ASCII without spaces.");
        }

        if (!TryParseId(all[values[0]], out var id))
            return Wrong("id", "a lower-case uuid");
        if (all[values[2]].IndexOf('/') is var slash && (slash <= 0 || slash == all[values[2]].Length - 1))
            return Wrong("stream", "'type/key'");
        if (!StrictDecimal.TryParse(all[values[3]], out var version) || version == 0)
            return Wrong("version", "a plain decimal from 1");
        if (!IsTypeName(all[values[4]]))
            return Wrong("type", "a dotted lower-case name and '.v' with a number");
        if (!DateTimeOffset.TryParseExact(all[values[5]], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var recorded))
            return Wrong("recorded", "a time as 2026-11-23T21:30:00.123456Z");
        if (!IsActor(all[values[6]]))
            return Wrong("actor", "'client:…' or 'system:…'");
        var agreement = AgreementRevision.TryParse(all[values[7]]);
        if (agreement is null && !all[values[7]].SequenceEqual(NoAgreement))
            return Wrong("agreement", "'uuid@revision' or '-'");
        if (EventBody.TryParse(all[values[8]]) is not { } body)
            return Wrong("body", "'media/type length base64'");
        return new EventEnvelope(id, text[values[1]], text[values[2]], version, text[values[4]], recorded, text[values[6]], agreement, body);
    }

    /// <summary>The one spelling of a uuid: lower-case, with dashes.</summary>
    public static bool TryParseId(ReadOnlySpan<char> text, out Guid id)
    {
        Span<char> spelt = stackalloc char[36];
        return Guid.TryParseExact(text, "D", out id) && id.TryFormat(spelt, out _, "D") && text.SequenceEqual(spelt);
    }

    private static Problem Wrong(string key, string right) => new($"The envelope's '{key}' is not {right}.");

    private static bool IsToken(ReadOnlySpan<char> value, bool spaces) => value.Length > 0 && !value.ContainsAnyExceptInRange(spaces ? ' ' : '!', '~');

    private static bool IsTypeName(ReadOnlySpan<char> name)
    {
        var last = name.LastIndexOf('.');
        if (last < 0 || name[(last + 1)..] is not ['v', >= '1' and <= '9', .. var digits] || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        foreach (var part in name[..last].Split('.'))
        {
            if (name[part] is not [>= 'a' and <= 'z', .. var rest] || rest.ContainsAnyExcept(InNames))
                return false;
        }

        return true;
    }

    private static bool IsActor(ReadOnlySpan<char> actor) => actor.Length > "client:".Length && (actor.StartsWith("client:") || actor.StartsWith("system:"));
}
