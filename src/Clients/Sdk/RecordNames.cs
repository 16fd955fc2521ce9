using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>The written form of a record's name: <c>contributor/kind/id</c> or <c>contributor/kind/id@revision</c>.</summary>
public static class RecordNames
{
    /// <summary>Writes a name, the revision only when it states one.</summary>
    public static string ToText(this RecordName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var revision = name.Revision == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"@{name.Revision}");
        return $"{name.Contributor}/{name.Kind.ToName().ToLowerInvariant()}/{name.Id}{revision}";
    }

    /// <summary>Reads a name. Without contributor (<c>kind/id</c>) it is the caller's own. Kinds are taken in either form.</summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out RecordName name)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = null;
        var parts = text.Split('/');
        if (parts.Length is not (2 or 3) || parts.Any(part => part.Length == 0) || !ContractNames.TryParse<RecordKind>(parts[^2], out var kind))
            return false;
        var id = parts[^1].Split('@');
        var revision = 0u;
        if (id.Length > 2 || id[0].Length == 0 || (id.Length == 2 && !uint.TryParse(id[1], NumberStyles.None, CultureInfo.InvariantCulture, out revision)))
            return false;
        name = new RecordName { Contributor = parts.Length == 3 ? parts[0] : "", Kind = kind, Id = id[0], Revision = revision };
        return true;
    }
}
