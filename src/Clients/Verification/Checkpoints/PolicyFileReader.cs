using System.Diagnostics.CodeAnalysis;
using System.Text;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Checkpoints;

/// <summary>Reads one policy file, line by line; what is wrong is said with its line.</summary>
internal sealed class PolicyFileReader
{
    private static readonly char[] White = [' ', '\t'];

    private readonly List<PolicyParty> _logs = [];
    private readonly List<PolicyParty> _witnesses = [];
    private readonly Dictionary<string, QuorumRule> _rules = new(StringComparer.Ordinal) { ["none"] = QuorumRule.None };
    private readonly HashSet<string> _members = new(StringComparer.Ordinal) { "none" };
    private QuorumRule? _quorum;
    private int _groups;

    public Checked<PolicyFile> Read(ReadOnlySpan<byte> file)
    {
        // Bytes beyond ASCII are opaque, so each becomes one character and none is lost.
        var text = Encoding.Latin1.GetString(file);
        if (!text.EndsWith('\n'))
            return new Problem("A policy file ends in a newline.");
        var lines = text[..^1].Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var problem = lines[i].Any(c => (c < ' ' && c != '\t') || c == 0x7f) ? "has a control character" : Line(lines[i].Split(White, StringSplitOptions.RemoveEmptyEntries));
            if (problem is not null)
                return new Problem($"Line {i + 1} of the policy file {problem}.");
        }

        return _quorum is null ? new Problem("The policy file has no quorum line.") : new PolicyFile(_logs, _witnesses, _quorum);
    }

    private string? Line(string[] items) => items switch
    {
        [] or [['#', ..], ..] => null,
        ["log", var vkey, .. { Length: <= 1 } url] => Party(_logs, null, vkey, url, SignatureType.Ed25519),
        ["witness", var name, var vkey, .. { Length: <= 1 } url] => Party(_witnesses, name, vkey, url, SignatureType.Cosignature),
        ["group", var name, var count, .. { Length: >= 1 } members] => Group(name, count, members),
        ["quorum", var name] => SetQuorum(name),
        _ => "is none of 'log VKEY [URL]', 'witness NAME VKEY [URL]', 'group NAME all|any|COUNT NAME...', 'quorum NAME'",
    };

    private string? Party(List<PolicyParty> parties, string? name, string vkey, string[] url, SignatureType type)
    {
        if (!TryText(vkey, out var keyText) || VerifierKey.Parse(keyText) is not { Ok: true, Value: var key })
            return $"has no verifier key where it should: {(keyText is null ? "not UTF-8" : VerifierKey.Parse(keyText).Problem)}".TrimEnd('.');
        if (key.Type != type)
            return $"has a key of type 0x{(int)key.Type:x2} where 0x{(int)type:x2} is used";
        if (_logs.Concat(_witnesses).Any(p => p.Key.PublicKey.SequenceEqual(key.PublicKey)))
            return "has a public key that is there already";
        if (parties.Count == PolicyFile.MaxOfAKind)
            return $"is one too many: there may be {PolicyFile.MaxOfAKind}";
        Uri? address = null;
        if (url is [var given] && !(TryText(given, out var decoded) && Uri.TryCreate(decoded, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
            return "has a URL that is not http or https";
        if (name is not null && !_rules.TryAdd(name, QuorumRule.Witness(key, Shown(name))))
            return "defines a name that is defined already";
        parties.Add(new PolicyParty(name is null ? key.Name : Shown(name), key, address));
        return null;
    }

    private string? Group(string name, string count, string[] members)
    {
        if (members.FirstOrDefault(m => !_rules.ContainsKey(m) || m == "none") is { } unknown)
            return $"names '{Shown(unknown)}', which no line before defines";
        if (members.FirstOrDefault(m => !_members.Add(m)) is { } twice)
            return $"names '{Shown(twice)}', which is a member already";
        var threshold = count switch
        {
            "all" => members.Length,
            "any" => 1,
            _ => StrictDecimal.TryParse(count, out var k) && k >= 1 && k <= members.Length ? (int)k : 0,
        };
        if (threshold == 0)
            return $"asks for neither all nor any nor 1 to {members.Length} of its members";
        if (_groups++ == PolicyFile.MaxOfAKind)
            return $"is one too many: there may be {PolicyFile.MaxOfAKind}";
        return _rules.TryAdd(name, QuorumRule.AtLeast(threshold, [.. members.Select(m => _rules[m])])) ? null : "defines a name that is defined already";
    }

    private string? SetQuorum(string name)
    {
        if (_quorum is not null)
            return "is a second quorum line";
        return _rules.TryGetValue(name, out _quorum) ? null : $"names '{Shown(name)}', which no line before defines";
    }

    private static bool TryText(string opaque, [NotNullWhen(true)] out string? text) => StrictUtf8.TryDecode(Encoding.Latin1.GetBytes(opaque), out text);

    private static string Shown(string opaque) => TryText(opaque, out var text) ? text : opaque;
}
