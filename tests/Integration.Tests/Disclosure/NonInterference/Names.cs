using System.Text.RegularExpressions;

namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>Takes out of a text what two like histories name differently: members, agreements, and the opaque: cursors, of which the length stays, event ids and times.</summary>
internal sealed partial class Names(Party recipient, Party[] providers)
{
    private readonly List<string> _agreements = [];

    public void Know(string agreementId)
    {
        if (!_agreements.Contains(agreementId))
            _agreements.Add(agreementId);
    }

    public string Out(string text)
    {
        for (var i = 0; i < _agreements.Count; i++)
            text = text.Replace(_agreements[i], $"AGREEMENT{i}", StringComparison.Ordinal);
        for (var i = 0; i < providers.Length; i++)
            text = Member(text, providers[i], $"PROVIDER{i}");
        text = Member(text, recipient, "RECIPIENT");
        text = Cursor().Replace(text, cursor => $"cursor of {cursor.Length}");
        return Time().Replace(EventId().Replace(text, "ID"), "TIME");
    }

    /// <summary>Not within another's: retailer-1 begins retailer-10.</summary>
    private static string Member(string text, Party party, string name) =>
        Regex.Replace(text, $@"(?<![\w-])({Regex.Escape(party.Id)}|{Regex.Escape(party.Credential.ClientId)})(?![\w-])", name);

    [GeneratedRegex(@"""cursor"": ""[^""]*""")]
    private static partial Regex Cursor();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();
}
